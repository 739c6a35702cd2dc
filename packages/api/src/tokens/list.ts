import { admin } from "../trpc/init.ts";
import { tokenView } from "./token-view.ts";

export const list = admin.query(async ({ ctx }) => {
  const [tokens, users] = await Promise.all([ctx.store.tokens.list(), ctx.store.users.list()]);
  return tokens.map((token) => tokenView(token, users, ctx.clock()));
});
