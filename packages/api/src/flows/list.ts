import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { flowViews } from "./flow-view.ts";

export const list = operator.input(inRealm).query(async ({ ctx, input }) => {
  const realm = await realmOf(ctx, input.realm);
  return flowViews(ctx, realm, await ctx.store.flows.list(realm.id));
});
