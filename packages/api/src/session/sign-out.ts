import { noteChange } from "@scriptyard/runner";
import { actorOf } from "../context.ts";
import { signedIn } from "../trpc/init.ts";
import { requireOwnAccounts } from "./identity.ts";

export const signOut = signedIn.mutation(async ({ ctx }) => {
  requireOwnAccounts(ctx);
  await ctx.sessions.end(ctx.session);
  ctx.cookie.clear();
  noteChange(ctx, actorOf(ctx), "session.end", { realmId: null, subject: ctx.user.email });
  return null;
});
