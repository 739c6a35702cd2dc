import { specifierSchema } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, cursor: specifierSchema.nullable().optional() });

/** Characters of text on one page: an answer is a few milliseconds of the loop. */
const unitsInPage = 1_000_000;

/** The realm's libraries with their drafts, by pages: the editor type-checks imports against them. */
export const libraries = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input: { realm: name, cursor = null } }) => {
    const realm = await realmOf(ctx, name);
    const page = { after: cursor, units: unitsInPage };
    const { items, next } = await ctx.store.scripts.libraryTexts(realm.id, page);
    return {
      items: items.map(({ module, name, language, source }) => ({
        specifier: `${module}/${name}`,
        language,
        draftSource: source,
      })),
      next,
    };
  });
