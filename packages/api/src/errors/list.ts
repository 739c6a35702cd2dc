import { idSchema, outcomeErrorTypeSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { realmName, realmOf, scriptInRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  filter: z.strictObject({
    scriptId: idSchema("scr").optional(),
    status: z.enum(["open", "resolved"]).optional(),
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
    return ctx.store.errors.list(
      { ...withoutUndefined(input.filter), realmId: realm.id },
      { cursor: input.cursor ?? null, limit: input.limit ?? 50 },
    );
  });
