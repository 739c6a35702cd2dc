import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const removeDeadLetter = operator
  .input(z.strictObject({ realm: realmName, id: idSchema("dlt") }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.triggers.removeDeadLetter(input.realm, input.id);
    return null;
  });
