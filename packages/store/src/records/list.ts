import type { Execution, ExecutionSummary } from "@scriptyard/model";
import { and, desc, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import type { ExecutionFilter, Page } from "../types.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { type RowColumns, withBodyStarts } from "./body-start.ts";
import { decodeCursor, encodeCursor, type Position, pageSize } from "./cursor.ts";
import { contains, filterConditions, textPattern } from "./filter.ts";
import { summaryColumns } from "./row.ts";

/**
 * Records that one page of a text search looks at. A page that used them up may be short, even empty, and still has
 * a `next`: the search goes on from there. So no search holds up the process for longer than some ten milliseconds.
 */
export const searchBudget = 20_000;

/** Newest first, by (startedAt, id): stable while new records arrive. */
export function* listExecutions(
  db: Db,
  t: Tables,
  filter: ExecutionFilter,
  page: { cursor?: string | null; limit: number },
  budget = searchBudget,
): Work<Page<ExecutionSummary>> {
  const { items, next } = yield* listRows(db, t, filter, page, budget);
  return { items: yield* withBodyStarts(db, t, items), next };
}

function* listRows(
  db: Db,
  { executions: t }: Tables,
  filter: ExecutionFilter,
  page: { cursor?: string | null; limit: number },
  budget: number,
): Work<Page<RowColumns>> {
  const limit = pageSize(page.limit);
  const pattern = textPattern(filter.text);
  const where = and(filterConditions(t, filter), after(t, decodeCursor(page.cursor)));
  const order = [desc(t.startedAt), desc(t.id)];

  if (pattern === null) {
    const found = yield* rows(
      db
        .select(summaryColumns(t))
        .from(t)
        .where(where)
        .orderBy(...order)
        .limit(limit + 1),
    );
    return toPage(found, limit);
  }
  const scanned = db
    .select({ ...summaryColumns(t), searchText: t.searchText })
    .from(t)
    .where(where)
    .orderBy(...order)
    .limit(budget)
    .as("scanned");
  const found = yield* rows(
    db
      .select()
      .from(scanned)
      .where(contains(scanned.searchText as unknown as typeof t.searchText, pattern))
      .orderBy(desc(scanned.startedAt), desc(scanned.id))
      .limit(limit + 1),
  );
  const result = toPage(
    found.map((row) => {
      const { searchText: _, ...summary } = row;
      return summary;
    }),
    limit,
  );
  if (result.next !== null) return result;
  const lastScanned = yield* first(
    db
      .select({ atMs: t.startedAt, id: t.id })
      .from(t)
      .where(where)
      .orderBy(...order)
      .limit(1)
      .offset(budget - 1),
  );
  return { items: result.items, next: lastScanned && encodeCursor(lastScanned) };
}

function after(t: Tables["executions"], position: Position | null): SQL | undefined {
  if (!position) return undefined;
  return sql`(${t.startedAt}, ${t.id}) < (${position.atMs}, ${position.id as Execution["id"]})`;
}

function toPage(found: RowColumns[], limit: number): Page<RowColumns> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last;
  return { items, next: more ? encodeCursor({ atMs: last.startedAt, id: last.id }) : null };
}
