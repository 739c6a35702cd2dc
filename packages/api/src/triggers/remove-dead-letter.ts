import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const removeDeadLetter = operator
  .input(z.strictObject({ realm: realmName, id: idSchema("dlt") }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.triggers.removeDeadLetter(input.realm, input.id, actorOf(ctx));
    return null;
  });
