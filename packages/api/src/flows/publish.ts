import { note } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

const input = inFlow.extend({
  note: note(500),
  /** Revision of the draft the author looked at. */
  revision: z.int().min(1),
});

/** Fault `draft_invalid` carries the findings that stopped it. */
export const publish = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input: { realm, flow, ...rest } }) =>
    ctx.runner.flowGraphs.publish({ realm, flow }, rest, actorOf(ctx)),
  );
