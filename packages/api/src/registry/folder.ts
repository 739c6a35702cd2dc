import type { SourcesFolder } from "@scriptyard/runner";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The scripts folder as a realm sees it. */
export const folder = operator
  .meta({ cost: "search" })
  .input(inRealm)
  .query(async ({ ctx, input }): Promise<SourcesFolder> => {
    const realm = await realmOf(ctx, input.realm);
    return ctx.runner.sourcesFolder(realm.name);
  });
