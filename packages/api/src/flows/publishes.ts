import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";

/** What became live of a flow, newest first. */
export const publishes = operator.input(inFlow).query(async ({ ctx, input }) => {
  const { flow } = await flowOf(ctx, input);
  return ctx.store.flows.publishes(flow.id);
});
