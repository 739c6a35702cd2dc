import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";
import { secretPlaceInput } from "./place.ts";

/** Removes a secret with its versions; `over`: also while live scripts name it. */
export const remove = admin
  .meta({ cost: "search" })
  .input(z.strictObject({ realm: realmName, ...secretPlaceInput, over: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    await ctx.runner.secrets.remove(input, actorOf(ctx));
    return null;
  });
