import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { treeItems } from "./realm-states.ts";

const input = z.strictObject({ realm: realmName, limit: z.int().min(1).max(50).optional() });

/** Scripts whose drafts were saved last, newest first. */
export const recent = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    return treeItems(ctx, realm, await ctx.store.scripts.recent(realm.id, input.limit ?? 6));
  });
