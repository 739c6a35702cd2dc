import type { Fit } from "@scriptyard/runner";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Which published scripts fit the realm's host no longer. What is not known yet is found out, and told by an event `host`. */
export const fit = operator.input(inRealm).query(async ({ ctx, input }): Promise<Fit> => {
  return ctx.runner.fit(await realmOf(ctx, input.realm));
});
