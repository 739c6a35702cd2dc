import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const list = operator
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    return ctx.store.samples.list(script.id);
  });
