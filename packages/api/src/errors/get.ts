import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { seenBy } from "../executions/seen.ts";
import { sourceOf } from "../executions/source.ts";
import { authorNames, found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { begansOf, rollbacksOf, wayBack } from "./began.ts";

/** A group with its latest execution, the text that failed, what it began with, and the way back to before it. */
export const get = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ id: idSchema("erg") }))
  .query(async ({ ctx, input }) => {
    const group = found(await ctx.store.errors.byId(input.id), `There is no error group ${input.id}.`);
    const [lastExecution, script, [began], rollbacks, names] = await Promise.all([
      ctx.store.executions.byId(group.lastExecutionId),
      ctx.store.scripts.byId(group.scriptId),
      begansOf(ctx, [group]),
      rollbacksOf(ctx, group),
      authorNames(ctx),
    ]);
    const source = lastExecution ? await sourceOf(ctx, lastExecution) : null;
    const liveVersion = script?.liveVersion ?? null;
    return {
      ...group,
      statusByName: group.statusBy === null ? null : (names.get(group.statusBy) ?? null),
      began: began!,
      liveVersion,
      wayBack: await wayBack(ctx, group, liveVersion),
      rolledBack: rollbacks[0] ?? null,
      lastExecution: lastExecution && seenBy(ctx.user.role, lastExecution),
      source,
    };
  });
