import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

/** It can be taken back for some days, by its id. */
export const remove = author.input(inFlow).mutation(async ({ ctx, input }) => {
  await ctx.runner.flowGraphs.remove(input, actorOf(ctx));
  return null;
});
