import type { Execution, ExecutionSummary } from "@scriptyard/model";
import { and, desc, inArray, type SQL, sql } from "drizzle-orm";
import type { Page } from "../page.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { type RowColumns, withBodyStarts } from "./body-start.ts";
import { decodeCursor, encodeCursor, type Position, pageSize } from "./cursor.ts";
import {
  type ExecutionFilter,
  filterConditions,
  siftColumns,
  siftConditions,
  splitFilter,
  wantedText,
} from "./filter.ts";
import { withLogLines } from "./log-line.ts";
import { summaryColumns } from "./row.ts";

/**
 * Records that one page looks at. A page that used them up may be short, even empty, and still has a `next`: the list
 * goes on from there. So no list takes longer than some tens of milliseconds, however rare what it looks for.
 */
export const budgets = { text: 20_000, columns: 100_000 } as const;

/** Newest first, by (startedAt, id): stable while new records arrive. */
export function* listExecutions(
  db: Db,
  t: Tables,
  filter: ExecutionFilter,
  page: { cursor?: string | null; limit: number },
  budget: number = filter.text ? budgets.text : budgets.columns,
): Work<Page<ExecutionSummary>> {
  const { items, next } = yield* listRows(db, t, filter, page, budget);
  return { items: yield* withLogLines(db, t, yield* withBodyStarts(db, t, items)), next };
}

function* listRows(
  db: Db,
  { executions: t }: Tables,
  filter: ExecutionFilter,
  page: { cursor?: string | null; limit: number },
  budget: number,
): Work<Page<RowColumns>> {
  const limit = pageSize(page.limit);
  const text = wantedText(filter.text);
  const { seek, sift } = splitFilter(filter);
  const where = and(filterConditions(t, seek), after(t, decodeCursor(page.cursor)));
  const order = [desc(t.startedAt), desc(t.id)];
  const inOrder = () =>
    db
      .select(summaryColumns(t))
      .from(t)
      .orderBy(...order)
      .limit(limit + 1);

  if (Object.keys(sift).length === 0) return toPage(yield* rows(inOrder().where(where)), limit);
  const looked = db
    .select(siftColumns(t))
    .from(t)
    .where(where)
    .orderBy(...order)
    .limit(budget)
    .as("looked");
  const fitting = db
    .select({ id: looked.id })
    .from(looked)
    .where(siftConditions(looked, sift, text))
    .orderBy(desc(looked.startedAt), desc(looked.id))
    .limit(limit + 1);
  const result = toPage(yield* rows(inOrder().where(inArray(t.id, fitting))), limit);
  if (result.next !== null) return result;
  const lastLooked = yield* first(
    db
      .select({ atMs: t.startedAt, id: t.id })
      .from(t)
      .where(where)
      .orderBy(...order)
      .limit(1)
      .offset(budget - 1),
  );
  return { items: result.items, next: lastLooked && encodeCursor(lastLooked) };
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
