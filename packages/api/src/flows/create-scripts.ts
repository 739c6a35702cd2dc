import { flowBounds, slug, specifierSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

const input = inFlow.extend({
  nodes: z
    .array(
      z.strictObject({
        name: slug,
        kind: slug,
        template: z.string().max(100).optional(),
        /** Whose draft it begins with. */
        like: specifierSchema.optional(),
      }),
    )
    .min(1)
    .max(flowBounds.nodes),
});

/** Scripts for nodes that are added or pasted; those that are there already stay as they are. */
export const createScripts = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(async ({ ctx, input: { nodes, ...at } }) => {
    await ctx.runner.flowGraphs.createScripts(at, nodes, actorOf(ctx));
    return null;
  });
