import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { seenBy } from "./seen.ts";
import { sourceOf } from "./source.ts";

/** With the text that ran, so that a stack frame can be shown on its line. */
export const get = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ id: idSchema("exe") }))
  .query(async ({ ctx, input }) => {
    const execution = found(
      await ctx.store.executions.byId(input.id),
      `There is no execution ${input.id}; it may have been deleted after the retention time.`,
    );
    return { ...seenBy(ctx.user.role, execution), source: await sourceOf(ctx, execution) };
  });
