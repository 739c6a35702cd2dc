import { type Execution, Fault } from "@scriptyard/model";
import { and, eq, gte, type like, lt, type SQL, sql } from "drizzle-orm";
import { searchable } from "../schema/codec.ts";
import type { Tables } from "../schema/index.ts";
import type { ExecutionFilter } from "../types.ts";

/** Everything of the filter but `text`; `fromMs` is included, `toMs` is not. */
export function filterConditions(t: Tables["executions"], filter: ExecutionFilter): SQL | undefined {
  return and(
    eq(t.realmId, filter.realmId as Execution["realmId"]),
    filter.scriptId === undefined ? undefined : eq(t.scriptId, filter.scriptId as Execution["scriptId"]),
    filter.module === undefined ? undefined : eq(t.module, filter.module),
    filter.version === undefined ? undefined : eq(t.version, filter.version),
    // A literal, not a parameter: SQLite uses the partial index of errors only when it sees the value.
    filter.status === undefined ? undefined : sql`${t.status} = ${sql.raw(statusLiterals[filter.status])}`,
    filter.errorType === undefined ? undefined : eq(t.errorType, filter.errorType),
    filter.errorGroupId === undefined
      ? undefined
      : eq(t.errorGroupId, filter.errorGroupId as NonNullable<Execution["errorGroupId"]>),
    filter.trigger === undefined ? undefined : eq(t.trigger, filter.trigger),
    filter.triggerId === undefined
      ? undefined
      : eq(t.triggerId, filter.triggerId as NonNullable<Execution["triggerId"]>),
    filter.flowSessionId === undefined
      ? undefined
      : eq(t.flowSessionId, filter.flowSessionId as NonNullable<Execution["flowSessionId"]>),
    filter.requestId === undefined
      ? undefined
      : eq(t.requestId, filter.requestId as NonNullable<Execution["requestId"]>),
    filter.action === undefined ? undefined : eq(t.action, filter.action),
    filter.fromMs === undefined ? undefined : gte(t.startedAt, filter.fromMs),
    filter.toMs === undefined ? undefined : lt(t.startedAt, filter.toMs),
  );
}

/** LIKE pattern that finds the text anywhere, both sides as `searchable`; null when there is nothing to look for. */
export function textPattern(text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  if (text.length > 200)
    throw new Fault("bad_request", `text: ${text.length} characters are too many, 200 is the most.`);
  return `%${searchable(text).replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}

/** `like` with the escape that `textPattern` uses (SQLite has none by default). */
export function contains(column: Tables["executions"]["searchText"], pattern: string): SQL;
export function contains(column: Tables["errorGroups"]["searchText"], pattern: string): SQL;
export function contains(column: Parameters<typeof like>[0], pattern: string): SQL {
  return sql`${column} like ${pattern} escape '\\'`;
}

const statusLiterals = { ok: "'ok'", error: "'error'" } as const;
