import { Fault, idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

/** A script that was ever published stays: its versions and executions refer to it. */
export const remove = author
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .mutation(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    await ctx.runner.requireOpen(script.realmId);
    const flow = await ctx.store.flows.byName(script.realmId, script.module);
    const draft = flow && (await ctx.store.flows.draft(flow.id));
    if ([...(flow?.nodes ?? []), ...(draft?.graph.nodes ?? [])].some((node) => node.name === script.name))
      throw new Fault(
        "conflict",
        `${script.module}/${script.name} is a node of the flow "${script.module}". Take the node out of the flow first.`,
      );
    await ctx.store.scripts.remove(script.id);
    return null;
  });
