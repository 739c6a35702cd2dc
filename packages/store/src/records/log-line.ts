import type { Execution, ExecutionSummary } from "@scriptyard/model";
import { inArray } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

const seriousness = { debug: 0, info: 1, warn: 2, error: 3 } as const satisfies Record<
  Execution["logs"][number]["level"],
  number
>;
const longestLine = 300;

/** What a list shows of a log: the most serious line, of several the last, with the data beside it. */
export function logLineOf({ logs }: Pick<Execution, "logs">): string | null {
  const line = logs.reduce<(typeof logs)[number] | null>(
    (best, next) => (best && seriousness[best.level] > seriousness[next.level] ? best : next),
    null,
  );
  if (line === null) return null;
  const { message, data } = line;
  return (data === undefined ? message : `${message} ${JSON.stringify(data)}`).slice(0, longestLine);
}

/**
 * Adds the log line to rows that say nothing else. It stands behind the body, which may be a megabyte: it is read for the
 * rows of one page, by their keys.
 */
export function* withLogLines<Row extends Pick<ExecutionSummary, "id" | "logCount" | "errorMessage">>(
  db: Db,
  { executions: t }: Tables,
  found: readonly Row[],
): Work<(Row & Pick<ExecutionSummary, "logLine">)[]> {
  const wanted = found.filter((row) => row.logCount > 0 && row.errorMessage === null).map(({ id }) => id);
  const read =
    wanted.length === 0
      ? []
      : yield* rows(db.select({ id: t.id, line: t.logLine }).from(t).where(inArray(t.id, wanted)));
  const lines = new Map(read.map(({ id, line }) => [id, line]));
  return found.map((row) => ({ ...row, logLine: lines.get(row.id) ?? null }));
}
