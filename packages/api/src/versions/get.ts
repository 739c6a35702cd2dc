import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { found, scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ scriptId: idSchema("scr"), number: z.int().min(1) });

export const get = operator
  .meta({ cost: "search", large: true })
  .input(input)
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    return found(
      await ctx.store.versions.byNumber(script.id, input.number),
      `${script.module}/${script.name} has no version ${input.number}.`,
    );
  });
