import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { operator } from "../trpc/init.ts";
import { stateFilterInput } from "./filter.ts";

/** What scripts keep, by scope, owner and key, with the beginning of each value and how much there is of all. */
export const list = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ ...stateFilterInput, ...pageInput }))
  .query(async ({ ctx, input: { realm, cursor, limit, ...filter } }) => ({
    ...(await ctx.runner.state.list(realm, filter, { cursor: cursor ?? null, limit: limit ?? 50 })),
    usage: await ctx.runner.state.usage(realm),
  }));
