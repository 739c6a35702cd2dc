import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const openCount = operator.input(inRealm).query(async ({ ctx, input }) => {
  return ctx.store.errors.openCount((await realmOf(ctx, input.realm)).id);
});
