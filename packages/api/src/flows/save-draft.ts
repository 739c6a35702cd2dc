import { flowGraphSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

const input = inFlow.extend({
  graph: flowGraphSchema,
  /** Revision it was made from; 0 where nothing was drawn beside what is live. */
  baseRevision: z.int().min(0),
});

/** A save over a newer revision is an answer, not an error: it carries what somebody else drew. */
export const saveDraft = author
  .meta({ cost: "upload" })
  .input(input)
  .mutation(({ ctx, input: { realm, flow, ...draft } }) =>
    ctx.runner.flowGraphs.saveDraft({ realm, flow }, draft, actorOf(ctx)),
  );
