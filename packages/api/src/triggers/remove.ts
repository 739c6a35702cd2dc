import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

export const remove = author
  .input(z.strictObject({ id: idSchema("trg") }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.triggers.remove(input.id, actorOf(ctx));
    return null;
  });
