import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The realm's libraries with both texts: the editor type-checks imports against them. */
export const libraries = operator.input(inRealm).query(async ({ ctx, input }) => {
  const realm = await realmOf(ctx, input.realm);
  const [scripts, drafts] = await Promise.all([
    ctx.store.scripts.list(realm.id),
    ctx.store.drafts.ofLibraries(realm.id),
  ]);
  const byScript = new Map(drafts.map((draft) => [draft.scriptId, draft.source]));
  return Promise.all(
    scripts
      .filter((script) => script.hook === null)
      .map(async (script) => ({
        specifier: `${script.module}/${script.name}`,
        scriptId: script.id,
        language: script.language,
        draftSource: byScript.get(script.id) ?? "",
        liveSource: script.liveVersionId === null ? null : await ctx.texts.sourceOf(script.liveVersionId),
        liveVersion: script.liveVersion,
      })),
  );
});
