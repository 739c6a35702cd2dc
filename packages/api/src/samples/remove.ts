import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

export const remove = author
  .input(z.strictObject({ id: idSchema("smp") }))
  .mutation(async ({ ctx, input }) => {
    const sample = await ctx.store.samples.byId(input.id);
    if (sample) await ctx.runner.requireOpen((await scriptOf(ctx, sample.scriptId)).realmId);
    await ctx.store.samples.remove(input.id);
    return null;
  });
