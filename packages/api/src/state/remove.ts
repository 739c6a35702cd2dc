import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

/** Deletes one entry. */
export const remove = author
  .input(z.strictObject({ realm: realmName, id: idSchema("sta") }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.state.remove(input.realm, input.id, actorOf(ctx));
    return null;
  });
