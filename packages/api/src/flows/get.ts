import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";
import { flowViews } from "./flow-view.ts";

export const get = operator.input(inFlow).query(async ({ ctx, input }) => {
  const { realm, flow } = await flowOf(ctx, input);
  const [view] = await flowViews(ctx, realm, [flow]);
  return view!;
});
