import { type Flow, hookOfNode, hookOfTrigger, type Script } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";

/**
 * What starts a script by itself. `missing`: what its hook is made for and nothing is there: however live it is, only
 * whoever calls it over HTTP runs it. Libraries, and hooks that a host calls, miss nothing.
 *
 * @example { triggers: [], missing: "flow" } // onExecute, and no flow has a node of its name
 */
export type StartedBy = { triggers: string[]; missing: "flow" | "trigger" | null };

export async function startedBy(
  ctx: Pick<ApiContext, "store">,
  { id, realmId, name, hook }: Pick<Script, "id" | "realmId" | "name" | "hook">,
  /** Of its module. */
  flow: Pick<Flow, "nodes"> | null,
): Promise<StartedBy> {
  if (isIn(hookOfNode, hook)) {
    const isNode = flow?.nodes.some((node) => node.name === name) ?? false;
    return { triggers: [], missing: isNode ? null : "flow" };
  }
  if (!isIn(hookOfTrigger, hook)) return { triggers: [], missing: null };
  const triggers = (await ctx.store.triggers.list(realmId)).filter((trigger) => trigger.scriptId === id);
  return { triggers: triggers.map((one) => one.name), missing: triggers.length === 0 ? "trigger" : null };
}

const isIn = (hooks: { [kind: string]: string }, hook: string | null): boolean =>
  hook !== null && Object.values(hooks).includes(hook);
