import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Puts a dead letter in line again. Operators may: it runs what is live, as the message would have. */
export const redeliver = operator
  .meta({ cost: "test" })
  .input(z.strictObject({ realm: realmName, id: idSchema("dlt") }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.triggers.redeliver(input.realm, input.id, actorOf(ctx));
    return null;
  });
