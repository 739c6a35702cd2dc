import type { SourcesReport } from "@scriptyard/runner";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Every script of a realm with its source layers, and the files that are not used. */
export const status = operator.input(inRealm).query(async ({ ctx, input }): Promise<SourcesReport> => {
  const realm = await realmOf(ctx, input.realm);
  return ctx.runner.sources(realm.name);
});
