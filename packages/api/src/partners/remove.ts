import { slug } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

/** Returns that the partner signs are believed no more. */
export const remove = admin
  .input(z.strictObject({ realm: realmName, name: slug }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.partners.remove(input, actorOf(ctx));
    return null;
  });
