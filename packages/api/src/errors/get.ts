import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { seenBy } from "../executions/seen.ts";
import { sourceOf } from "../executions/source.ts";
import { found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** A group with its latest execution and the text that failed. */
export const get = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ id: idSchema("erg") }))
  .query(async ({ ctx, input }) => {
    const group = found(await ctx.store.errors.byId(input.id), `There is no error group ${input.id}.`);
    const lastExecution = await ctx.store.executions.byId(group.lastExecutionId);
    const source = lastExecution ? await sourceOf(ctx, lastExecution) : null;
    return {
      ...group,
      lastExecution: lastExecution && seenBy(ctx.user.role, lastExecution),
      source,
    };
  });
