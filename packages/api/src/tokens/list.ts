import { authorNames } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

export const list = admin.query(async ({ ctx }) => {
  const [tokens, names] = await Promise.all([ctx.store.tokens.list(), authorNames(ctx)]);
  return tokens.map((token) => ({ ...token, createdByName: names.get(token.createdBy) ?? null }));
});
