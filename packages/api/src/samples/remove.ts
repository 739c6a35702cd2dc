import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { author } from "../trpc/init.ts";

export const remove = author
  .input(z.strictObject({ id: idSchema("smp") }))
  .mutation(async ({ ctx, input }) => {
    await ctx.store.samples.remove(input.id);
    return null;
  });
