import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { treeItems } from "./realm-states.ts";

const input = z.strictObject({
  realm: realmName,
  text: z.string().max(200),
  limit: z.int().min(1).max(100).optional(),
});

/**
 * Scripts in whose `module/name`, description or hook every word of the text occurs, best first; `more` counts those that
 * there was no room for. An empty text finds all.
 */
export const search = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    const { text, limit = 20 } = input;
    const { items, more } = await ctx.store.scripts.search(realm.id, { text, limit });
    return { items: await treeItems(ctx, realm, items), more };
  });
