import { Fault, flowInputSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";
import { flowOf } from "./flow-of.ts";

const input = z.strictObject({ realm: realmName, flow: flowInputSchema });

/** Nodes, edges, titles and positions. Identity and name stay what they were. */
export const save = author
  .meta({ cost: "upload" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { realm, flow: before } = await flowOf(ctx, { realm: input.realm, flow: input.flow.name });
    if (input.flow.id !== before.id || input.flow.realmId !== realm.id)
      throw new Fault(
        "not_found",
        `flow.id: ${input.flow.id} is not the flow "${before.name}" of "${realm.name}".`,
      );
    return ctx.runner.saveFlow({ ...input.flow, createdAt: before.createdAt }, actorOf(ctx));
  });
