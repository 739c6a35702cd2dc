import { label } from "@scriptyard/model";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { inFlow } from "./flow-of.ts";

/** Another title; its name stays, which addresses and scripts go by. */
export const rename = author
  .input(inFlow.extend({ title: label(120) }))
  .mutation(({ ctx, input: { title, ...at } }) => ctx.runner.flowGraphs.rename(at, title, actorOf(ctx)));
