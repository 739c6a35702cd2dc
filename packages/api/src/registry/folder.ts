import type { SourcesFolder } from "@scriptyard/runner";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The scripts folder as a realm sees it. `example`: `module/name` of a default whose place a file would take. */
export const folder = operator
  .meta({ cost: "search" })
  .input(inRealm)
  .query(async ({ ctx, input }): Promise<SourcesFolder & { example: string | null }> => {
    const realm = await realmOf(ctx, input.realm);
    const found = await ctx.runner.sourcesFolder(realm.name);
    if (found.folder === null || found.hasFiles) return { ...found, example: null };
    const example = (await ctx.runner.sourceNames(realm.name)).find(
      ({ version, below, hookBelow }) => version === null && below === "default" && hookBelow !== null,
    );
    return { ...found, example: example ? `${example.module}/${example.name}` : null };
  });
