import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { executionFilter, inRealmOnly, pageInput } from "./filter.ts";

const input = z.strictObject({ realm: realmName, filter: executionFilter, ...pageInput });

/** Newest first. */
export const list = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    const filter = await inRealmOnly(ctx, realm, input.filter);
    return ctx.store.executions.list(filter, { cursor: input.cursor ?? null, limit: input.limit ?? 50 });
  });
