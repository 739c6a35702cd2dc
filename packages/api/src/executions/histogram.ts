import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { executionFilter, inRealmOnly } from "./filter.ts";

const input = z.strictObject({
  realm: realmName,
  filter: executionFilter,
  buckets: z.int().min(1).max(400).optional(),
});

export const histogram = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    return ctx.store.executions.histogram(await inRealmOnly(ctx, realm, input.filter), input.buckets ?? 60);
  });
