import { idSchema, specifierSchema } from "@scriptyard/model";
import type { ScriptText } from "@scriptyard/store";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  cursor: specifierSchema.nullable().optional(),
  /** Those of them that are libraries now, in one page: what has to be known of drafts that changed. */
  ids: z.array(idSchema("scr")).max(20).optional(),
});

/** Characters of text on one page: an answer is a few milliseconds of the loop. */
const unitsInPage = 1_000_000;

/** The realm's libraries with their drafts, by pages: the editor type-checks imports against them. */
export const libraries = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input: { realm: name, cursor = null, ids } }) => {
    const realm = await realmOf(ctx, name);
    const { items, next } =
      ids === undefined
        ? await ctx.store.scripts.libraryTexts(realm.id, { after: cursor, units: unitsInPage })
        : { items: await librariesNamed(ctx, realm.id, ids), next: null };
    return {
      items: items.map(({ id, module, name, language, source }) => ({
        scriptId: id,
        specifier: `${module}/${name}`,
        language,
        draftSource: source,
      })),
      next,
    };
  });

/** A script of another realm does not exist here. */
async function librariesNamed(
  { store }: Pick<ApiContext, "store">,
  realmId: string,
  ids: string[],
): Promise<ScriptText[]> {
  const own = (await store.scripts.named(realmId, { ids })).filter(({ hook }) => hook === null);
  return store.scripts.texts(own.map(({ id }) => id));
}
