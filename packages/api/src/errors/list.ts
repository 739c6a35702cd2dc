import { errorGroupStatuses, idSchema, outcomeErrorTypeSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { authorNames, realmName, realmOf, scriptInRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { begansOf } from "./began.ts";

const input = z.strictObject({
  realm: realmName,
  filter: z.strictObject({
    scriptId: idSchema("scr").optional(),
    status: z.enum(errorGroupStatuses).optional(),
    type: outcomeErrorTypeSchema.optional(),
    text: z.string().max(200).optional(),
  }),
  ...pageInput,
});

export const list = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    await scriptInRealm(ctx, realm, input.filter.scriptId);
    const { items, next } = await ctx.store.errors.list(
      { ...withoutUndefined(input.filter), realmId: realm.id },
      { cursor: input.cursor ?? null, limit: input.limit ?? 50 },
    );
    const [began, names] = await Promise.all([begansOf(ctx, items), authorNames(ctx)]);
    const shown = items.map((group, index) => ({
      ...group,
      statusByName: group.statusBy === null ? null : (names.get(group.statusBy) ?? null),
      began: began[index]!,
    }));
    return { items: shown, next };
  });
