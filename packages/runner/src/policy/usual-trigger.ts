import type { ExecutionTrigger, Realm, Script } from "@scriptyard/model";
import type { Core } from "../core.ts";

/** How a script is started in production: what a preview stands in for, and has to be as narrow as. */
export async function usualTrigger(
  core: Core,
  realm: Realm,
  script: Pick<Script, "module" | "name">,
): Promise<ExecutionTrigger> {
  const flow = await core.store.flows.byName(realm.id, script.module);
  return flow?.nodes.some((node) => node.name === script.name) ? "flow" : "http";
}
