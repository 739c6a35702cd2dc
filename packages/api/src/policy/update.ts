import { policyInputSchema, type RealmPolicy } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  policy: policyInputSchema,
  /** The `revision` it was made from: refused as a conflict when somebody changed the policy since. */
  basedOn: z.string().max(40).optional(),
});

/** Holds from the next execution on; what runs finishes as it began. */
export const update = admin.input(input).mutation(async ({ ctx, input: { realm, policy, basedOn } }) => {
  await ctx.runner.updatePolicy(realm, policy satisfies RealmPolicy, actorOf(ctx), basedOn);
  return ctx.runner.policy(realm);
});
