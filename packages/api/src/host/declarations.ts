import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The realm's ambient TypeScript declarations, the same text the publish check uses. */
export const declarations = operator.input(inRealm).query(async ({ ctx, input }) => {
  return ctx.runner.declarations(await realmOf(ctx, input.realm));
});
