import { type Flow, type FlowNodeKind, hookOfTrigger, kindOfHook, type Script } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";

/**
 * What starts a script by itself. `missing`: what its hook is made for and nothing is there: however live it is, only
 * whoever calls it over HTTP runs it. Libraries, and hooks that a host calls, miss nothing.
 *
 * @example { triggers: [], missing: "flow" } // its hook is of a kind of node, and no flow has a node of its name
 */
export type StartedBy = { triggers: string[]; missing: "flow" | "trigger" | null };

export async function startedBy(
  ctx: Pick<ApiContext, "store">,
  { id, realmId, name, hook }: Pick<Script, "id" | "realmId" | "name" | "hook">,
  {
    flow,
    flowKinds,
  }: {
    /** Of its module. */
    flow: Pick<Flow, "nodes"> | null;
    flowKinds: readonly FlowNodeKind[];
  },
): Promise<StartedBy> {
  if (kindOfHook(flowKinds, hook) !== null) {
    const isNode = flow?.nodes.some((node) => node.name === name) ?? false;
    return { triggers: [], missing: isNode ? null : "flow" };
  }
  if (hook === null || !Object.values<string>(hookOfTrigger).includes(hook))
    return { triggers: [], missing: null };
  const triggers = (await ctx.store.triggers.list(realmId)).filter((trigger) => trigger.scriptId === id);
  return { triggers: triggers.map((one) => one.name), missing: triggers.length === 0 ? "trigger" : null };
}
