import { isObject, type Json, type TriggerKind } from "@scriptyard/model";
import { serverAddress } from "../../app/mount.ts";
import type { CallRequest } from "../../components/call/commands.ts";

/**
 * The call of the HTTP API that starts a trigger from outside with this event; null for kinds that nobody calls.
 *
 * @example apiRequestOf({ kind: "tool", config: { toolName: "adder" } }, "acme", { a: 1 }) // POST …/tools/adder/call
 */
export function apiRequestOf(
  { kind, config }: { kind: TriggerKind; config: { [field: string]: Json } },
  realm: string,
  event: Json,
): CallRequest | null {
  const to = (path: string, body: Json): CallRequest => ({
    method: "POST",
    url: `${serverAddress()}/api/v1/realms/${realm}${path}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    auth: "token",
  });
  if (kind === "tool" && typeof config.toolName === "string")
    return to(`/tools/${encodeURIComponent(config.toolName)}/call`, { params: event });
  if (kind !== "bus" || !isObject(event)) return null;
  return to("/messages", { topic: event.topic ?? "", payload: event.payload ?? null });
}
