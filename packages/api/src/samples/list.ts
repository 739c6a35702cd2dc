import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** In the order they were made, with what their arguments weigh in bytes; the arguments of one are `samples.get`. */
export const list = operator
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    return ctx.store.samples.list(script.id);
  });
