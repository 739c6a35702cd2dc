import { scriptName } from "@scriptyard/model";
import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { treeItems } from "./realm-states.ts";

const input = z.strictObject({ realm: realmName, module: scriptName.optional(), ...pageInput });

/** Scripts of a realm or of one module, by module and name. */
export const list = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    const { items, next } = await ctx.store.scripts.page(
      { realmId: realm.id, module: input.module },
      { cursor: input.cursor ?? null, limit: input.limit ?? 100 },
    );
    return { items: await treeItems(ctx, realm, items), next };
  });
