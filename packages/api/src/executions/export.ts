import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { exportFormats, exportText } from "./export-text.ts";
import { executionFilter, inRealmOnly, pageInput } from "./filter.ts";

const input = z.strictObject({
  realm: realmName,
  filter: executionFilter,
  format: z.enum(exportFormats),
  cursor: pageInput.cursor,
});

/**
 * One page of the list as text of a file, for whoever may read the list; the pages one after the other are the file. So an
 * export holds one place among the searches for as long as one page takes, and ends when nobody asks for the next.
 */
export const exportPage = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input: { realm: name, format, cursor = null, ...asked } }) => {
    const realm = await realmOf(ctx, name);
    const filter = await inRealmOnly(ctx, realm, asked.filter);
    const { items, next } = await ctx.store.executions.list(filter, { cursor, limit: rowsPerPage });
    return { text: exportText(items, format, { first: cursor === null }), rows: items.length, next };
  });

/** The most that a page of the store holds: some 100 KB of text. */
const rowsPerPage = 500;
