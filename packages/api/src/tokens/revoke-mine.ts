import { noteChange } from "@scriptyard/runner";
import { actorOf } from "../context.ts";
import { signedIn } from "../trpc/init.ts";

/** Every token that the user has made. Refused from the next request on. */
export const revokeMine = signedIn.mutation(async ({ ctx }) => {
  const revoked = await ctx.store.tokens.revokeOf(ctx.user.id, ctx.clock());
  ctx.tokens.clear();
  noteChange(ctx, actorOf(ctx), "token.revoke", {
    realmId: null,
    subject: `all ${revoked} of ${ctx.user.email}`,
  });
  return { revoked };
});
