import { operator } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

/** What a deletion would end or leave behind. */
export const removal = operator.input(inFlow).query(({ ctx, input }) => ctx.runner.flowGraphs.removal(input));
