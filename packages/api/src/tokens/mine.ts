import { signedIn } from "../trpc/init.ts";
import { tokenView } from "./token-view.ts";

/** The tokens that the user has made and that still work, for whoever changes a password. */
export const mine = signedIn.query(async ({ ctx }) => {
  const [tokens, users] = await Promise.all([ctx.store.tokens.list(), ctx.store.users.list()]);
  return tokens
    .filter((token) => token.createdBy === ctx.user.id)
    .map((token) => tokenView(token, users, ctx.clock()))
    .filter(({ state }) => state === "active" || state === "expiring");
});
