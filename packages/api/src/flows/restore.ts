import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

/** Takes a deletion back. */
export const restore = author
  .input(z.strictObject({ realm: realmName, flowId: idSchema("flw") }))
  .mutation(({ ctx, input }) => ctx.runner.flowGraphs.restore(input, actorOf(ctx)));
