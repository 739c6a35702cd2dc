import { exitsOf, kindNamed, scriptName, type WaysOut } from "@scriptyard/model";
import { nameOf } from "@scriptyard/runner";
import { z } from "zod";
import { found, realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { rolledBackFrom } from "./rolled-back.ts";
import { draftOf, scriptItem } from "./script-item.ts";
import { startedBy } from "./started-by.ts";

const input = z.strictObject({ realm: realmName, module: scriptName, name: scriptName });

/**
 * One script with its draft, its live version, what was rolled back from, and the flow node that runs it, with the ways out of
 * it, or its triggers.
 */
export const get = operator.input(input).query(async ({ ctx, input }) => {
  const realm = await realmOf(ctx, input.realm);
  const script = found(
    await ctx.store.scripts.byName(realm.id, input.module, input.name),
    `There is no script ${input.module}/${input.name} in the realm "${realm.name}".`,
  );
  const draft = await draftOf(ctx, script.id);
  const [item, live, flow, draftBy, rolledBack] = await Promise.all([
    scriptItem(ctx, script, draft),
    script.liveVersionId === null ? null : ctx.store.versions.byId(script.liveVersionId),
    // A flow's nodes live in the module named after the flow.
    ctx.store.flows.byName(realm.id, script.module),
    nameOf(ctx, draft.updatedBy),
    rolledBackFrom(ctx, script),
  ]);
  const node = flow?.nodes.find((one) => one.name === script.name);
  const host = ctx.runner.hostOf(realm);
  const { flowKinds } = host;
  const ways = script.hook === null ? null : host.waysOut(script.hook);
  const kind = node === undefined ? null : kindNamed(flowKinds, node.kind);
  const { triggers, missing } = await startedBy(ctx, script, { flow, flowKinds });
  return {
    item,
    draft,
    /** Name of who saved it last; null: a token, or the product. */
    draftBy,
    live,
    /** Versions newer than the live one are there: somebody went back. Null: the newest is live, or none. */
    rolledBack,
    flow:
      flow && node
        ? {
            name: flow.name,
            node: node.name,
            /** Its outcomes lead somewhere, and are to be named. */
            decides: kind?.role === "decides",
            exits: exitsOf(flow, node.name),
            /** Members of what the script says that name an outcome: where the editor offers the exits. */
            outcomeMembers: ways === null ? [] : membersOf(ways),
          }
        : null,
    /** Of the flow that its module is named after, whether or not that has a node for it; null: there is no such flow. */
    flowTitle: flow?.title ?? null,
    triggers,
    missing,
  };
});

const membersOf = ({ continues, leaves }: WaysOut): string[] => [
  ...new Set([...Object.values(continues), ...leaves.map(({ member }) => member)]),
];
