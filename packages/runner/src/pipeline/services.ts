import { type RunServices, trialServices } from "@scriptyard/host-kit";
import type { Json, Realm } from "@scriptyard/model";
import { codeService } from "../codes/service.ts";
import type { Core } from "../core.ts";
import { signedReturn } from "../partners/signed-return.ts";
import type { RunInput } from "./run.ts";

/**
 * What the platform does for the async functions of one run. Whose codes and which return they are about is said here, by
 * what the runner knows; where a text is only tried, nothing real happens.
 */
export function servicesFor(core: Core, input: RunInput): RunServices {
  const { runnable, args, trigger, flow } = input;
  if (trigger === "preview" || trigger === "replay" || input.trial) return trialServices;
  const realmId = runnable.realm.id;
  const [context] = args;
  // Outside of flows whoever runs the script says which session it is; their codes cannot meet those of flows.
  const binding = flow
    ? flowBinding(flow.sessionId)
    : `call:${runnable.script.id}:${textAt(context, "flow", "sessionId") ?? ""}`;
  const trial = flow?.trial ?? false;
  const userId = textAt(context, "user", "id");
  return {
    trial,
    codes: codeService(core, {
      realmId,
      binding,
      userId,
      sessionId: flow?.sessionId ?? null,
      ip: textAt(context, "request", "ip"),
      trial,
    }),
    returns: returnsFor(core, { realmId, state: flow?.returnState ?? null, trial }),
  };
}

/** Who judges what a visitor came back with. In a walk over drafts the signature `valid` is taken for good. */
export function returnsFor(
  core: Core,
  { realmId, state, trial }: { realmId: Realm["id"]; state: string | null; trial: boolean },
): RunServices["returns"] {
  if (trial) return trialServices.returns;
  return { verify: ({ partner, params }) => signedReturn(core, realmId, { partner, params, state }) };
}

export const flowBinding = (sessionId: string): string => `flow:${sessionId}`;

function textAt(value: Json | undefined, ...path: string[]): string | null {
  let found: Json | undefined = value;
  for (const name of path) {
    if (found === null || typeof found !== "object" || Array.isArray(found) || !Object.hasOwn(found, name))
      return null;
    found = found[name];
  }
  return typeof found === "string" ? found : null;
}
