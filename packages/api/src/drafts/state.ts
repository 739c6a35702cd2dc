import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** One state of the draft with its text. */
export const state = operator
  .meta({ cost: "search", large: true })
  .input(z.strictObject({ scriptId: idSchema("scr"), revision: z.int().min(1) }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    return ctx.runner.draftState({ scriptId: script.id, revision: input.revision });
  });
