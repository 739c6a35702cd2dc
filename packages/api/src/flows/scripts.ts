import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

/** What the scripts of its nodes answer, live and drafted: the console finds by it what is wrong while somebody draws. */
export const scripts = operator
  .meta({ cost: "check" })
  .input(inFlow)
  .query(({ ctx, input }) => ctx.runner.flowGraphs.scripts(input, actorOf(ctx)));
