import { z } from "zod";
import { found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";

/** One version with its graph. */
export const version = operator
  .input(inFlow.extend({ number: z.int().min(1) }))
  .query(async ({ ctx, input }) => {
    const { flow } = await flowOf(ctx, input);
    return found(
      await ctx.store.flows.version(flow.id, input.number),
      `The flow "${flow.name}" has no version ${input.number}.`,
    );
  });
