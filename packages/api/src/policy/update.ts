import { policyInputSchema, type RealmPolicy } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, policy: policyInputSchema });

/** Holds from the next execution on; what runs finishes as it began. */
export const update = admin.input(input).mutation(async ({ ctx, input }) => {
  await ctx.runner.updatePolicy(input.realm, input.policy satisfies RealmPolicy, actorOf(ctx));
  return ctx.runner.policy(input.realm);
});
