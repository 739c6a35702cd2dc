import type { Flow, Realm } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { type ChangeAct, noteChange } from "../../changes.ts";
import type { FlowGraphChange } from "../../events/types.ts";
import type { FlowGraphsPorts } from "./ports.ts";

const acts = {
  created: "flow.create",
  published: "flow.publish",
  renamed: "flow.rename",
  removed: "flow.remove",
  restored: "flow.restore",
} as const satisfies { [change in Exclude<FlowGraphChange, "draft">]: ChangeAct };

/**
 * Says what was done to a flow: to the operator's log, and to all consoles. What changes the live graph is forgotten where
 * it is remembered. A draft names its author itself and is not in the log.
 */
export function tellFlow(
  ports: Pick<FlowGraphsPorts, "catalog" | "registry" | "hub" | "log" | "clock">,
  realm: Realm,
  flow: Pick<Flow, "id" | "name" | "liveVersion">,
  { change, revision = null }: { change: FlowGraphChange; revision?: number | null },
  actor: Actor,
): void {
  if (change !== "draft") {
    ports.catalog.forget();
    noteChange(ports, actor, acts[change], { realmId: realm.id, subject: flow.name });
    // Files are judged by the edges of now: one that waited for its edge becomes live, another keeps what it had.
    ports.registry.flowSaved(realm, flow.name);
  }
  ports.hub.publish({
    type: "flow",
    realmId: realm.id,
    flowId: flow.id,
    name: flow.name,
    change,
    revision,
    version: flow.liveVersion,
    userId: actor.userId,
    at: ports.clock(),
  });
}
