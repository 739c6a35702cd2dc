import {
  type Execution,
  type ExecutionTrigger,
  Fault,
  type OutcomeErrorType,
  productTriggers,
  withoutUndefined,
} from "@scriptyard/model";
import { and, type Column, eq, gte, inArray, is, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { searchable } from "../schema/codec.ts";
import type { Tables } from "../schema/index.ts";
import { markFilters, markOf } from "./marks.ts";

export type ExecutionFilter = {
  realmId: string;
  scriptId?: string;
  module?: string;
  version?: number;
  status?: "ok" | "error";
  errorType?: OutcomeErrorType;
  errorGroupId?: string;
  trigger?: ExecutionTrigger;
  triggerId?: string;
  flowSessionId?: string;
  /** Of records that were made since requests are kept as a column. */
  requestId?: string;
  action?: string;
  /** How the id, the e-mail address or the name of whom it was about begins; or the id of who asked for it in the console. */
  user?: string;
  /** The outcome that its result named. */
  outcome?: string;
  /** Name of an effect that it asked the host for. */
  effect?: string;
  /** Least and most time it ran. */
  minRunUs?: number;
  maxRunUs?: number;
  minOperations?: number;
  /** `false` leaves out what people only tried: walks of *Try it*, previews, replays. */
  trials?: boolean;
  fromMs?: number;
  toMs?: number;
  /** Found in the message of the error or in a log line. */
  text?: string;
};

/**
 * A filter in two parts: what one index serves, in the order of lists, and what has to be looked at record by record. So
 * the cost of a page is the number of records looked at, which can be bounded, and never how rare those are that fit.
 *
 * @example splitFilter({ realmId, module: "login", toMs }) // { seek: { realmId, toMs }, sift: { module: "login" } }
 */
export function splitFilter(filter: ExecutionFilter): { seek: Seek; sift: Sift } {
  const { realmId, fromMs, toMs, text, ...given } = filter;
  const rest = {
    ...given,
    marked: markFilters.some((name) => given[name] !== undefined) ? (true as const) : undefined,
  };
  const key = narrowest.find((name) =>
    name === "status" ? rest.status === "error" : rest[name] !== undefined,
  );
  const seek = withoutUndefined({ realmId, fromMs, toMs, ...(key && { [key]: rest[key] }) });
  const others = Object.fromEntries(
    Object.entries(rest).filter(([name]) => name !== key && name !== "marked"),
  );
  return { seek, sift: withoutUndefined({ ...others, text: text === "" ? undefined : text }) };
}

/**
 * What there is an index for within a realm, the fewest records first; of the states, errors only. Marks stand behind the
 * body of their row: where they are looked for, it is in the index that holds them, unless a few rows are all there is.
 */
const narrowest = [
  "requestId",
  "flowSessionId",
  "marked",
  "errorGroupId",
  "triggerId",
  "status",
  "scriptId",
] as const;

export type Seek = ExecutionFilter & { marked?: true };

export type Sift = Omit<ExecutionFilter, "realmId" | "fromMs" | "toMs">;

/** Everything of the filter but `text`; `fromMs` is included, `toMs` is not. */
export function filterConditions(t: Tables["executions"], filter: Partial<Seek>): SQL | undefined {
  return and(
    filter.marked === undefined ? undefined : isNotNull(t.marks),
    ...markFilters.map((name) => {
      const wanted = filter[name];
      return wanted === undefined ? undefined : contains(t.marks, markOf[name](wanted));
    }),
    filter.minRunUs === undefined ? undefined : gte(t.runUs, filter.minRunUs),
    filter.maxRunUs === undefined ? undefined : lte(t.runUs, filter.maxRunUs),
    filter.minOperations === undefined ? undefined : gte(t.operations, filter.minOperations),
    filter.realmId === undefined ? undefined : eq(t.realmId, filter.realmId as Execution["realmId"]),
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
    filter.trials === false ? inArray(t.trigger, [...productTriggers]) : undefined,
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

/** What `siftConditions` looks at, and what orders a list. */
export function siftColumns(t: Tables["executions"]) {
  return {
    id: t.id,
    startedAt: t.startedAt,
    scriptId: t.scriptId,
    module: t.module,
    version: t.version,
    status: t.status,
    errorType: t.errorType,
    errorGroupId: t.errorGroupId,
    trigger: t.trigger,
    triggerId: t.triggerId,
    flowSessionId: t.flowSessionId,
    requestId: t.requestId,
    action: t.action,
    runUs: t.runUs,
    operations: t.operations,
    searchText: t.searchText,
    marks: t.marks,
  } satisfies Record<SiftColumn, unknown>;
}

/** Filters that are no columns of their own, by the column that they are about. */
type Sifted = {
  text: "searchText";
  trials: "trigger";
  user: "marks";
  outcome: "marks";
  effect: "marks";
  minRunUs: "runUs";
  maxRunUs: "runUs";
  minOperations: "operations";
};
type SiftColumn = Exclude<keyof Sift, keyof Sifted> | Sifted[keyof Sifted] | "id" | "startedAt";

/**
 * @param looked a subquery of `siftColumns`, whose columns work like the table's own
 * @param text from `wantedText`
 */
export function siftConditions(looked: object, sift: Sift, text: string | null): SQL | undefined {
  const t = looked as Tables["executions"];
  return and(filterConditions(t, sift), text === null ? undefined : contains(t.searchText, text));
}

/** The text to find anywhere, as `searchable` writes it on both sides; null when there is nothing to look for. */
export function wantedText(text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  if (text.length > 200)
    throw new Fault("bad_request", `text: ${text.length} characters are too many, 200 is the most.`);
  return searchable(text);
}

/**
 * Whether a column holds a text. Not LIKE: where a log looks like the beginning of the text everywhere, that compares
 * the whole text at every place, forty times as long as this.
 */
export function contains(column: Column, text: string): SQL {
  const position = sql.raw(is(column, SQLiteColumn) ? "instr" : "strpos");
  return sql`${position}(${column}, ${text}) > 0`;
}

const statusLiterals = { ok: "'ok'", error: "'error'" } as const;
