import { note } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

const input = inFlow.extend({ note: note(500), toVersion: z.int().min(1) });

export const rollback = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input: { realm, flow, ...rest } }) =>
    ctx.runner.flowGraphs.rollback({ realm, flow }, rest, actorOf(ctx)),
  );
