import { type ErrorGroup, type Execution, isProduct, newId } from "@scriptyard/model";
import { type Column, eq, inArray, type SQL, sql } from "drizzle-orm";
import { encodeProse, searchable } from "../schema/codec.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, prepared, rows, value, type Work } from "../work.ts";
import { noteOccurring } from "./error-acts.ts";
import { fingerprint } from "./fingerprint.ts";

export const hourMs = 3_600_000;

type Row = Tables["errorGroups"]["$inferInsert"];

/**
 * Finds or makes the group of every failure of a batch.
 * What is only tried is not grouped: an author's mistyped draft is no error of the product.
 *
 * @returns execution id → group id
 */
export function* assignGroups(
  db: Db,
  { errorGroups: table }: Tables,
  executions: readonly Execution[],
): Work<Map<string, ErrorGroup["id"]>> {
  const oldest = new Map<string, Execution>();
  const keys = new Map<string, string>();
  for (const execution of executions) {
    const print = isProduct(execution.trigger) ? fingerprint(execution) : null;
    if (print === null) continue;
    // The script is part of the fingerprint, so it alone is a key.
    keys.set(execution.id, print);
    const known = oldest.get(print);
    if (!known || execution.startedAt < known.startedAt) oldest.set(print, execution);
  }
  if (oldest.size === 0) return new Map();

  const prints = [...oldest.keys()].sort();
  const select = () =>
    db
      .select({ id: table.id, fingerprint: table.fingerprint })
      .from(table)
      .where(inArray(table.fingerprint, prints));
  const ids = new Map((yield* rows(select())).map((row) => [row.fingerprint, row.id]));
  const missing = prints.filter((print) => !ids.has(print));
  if (missing.length > 0) {
    yield* rows(
      db
        .insert(table)
        .values(missing.map((print) => emptyGroup(oldest.get(print)!, print)))
        .onConflictDoNothing()
        .returning({ id: table.id }),
    );
    // Read again: on PostgreSQL another process may have made one of them meanwhile.
    for (const row of yield* rows(select())) ids.set(row.fingerprint, row.id);
  }
  return new Map([...keys].map(([executionId, print]) => [executionId, ids.get(print)!]));
}

/** Adds occurrences (new executions only) to their groups; a resolved group that occurred later is open again. */
export function* countErrors(
  db: Db,
  t: Tables,
  executions: readonly Execution[],
  groupOf: ReadonlyMap<string, ErrorGroup["id"]>,
): Work<void> {
  const perGroup = new Map<ErrorGroup["id"], Execution[]>();
  for (const execution of executions) {
    const id = groupOf.get(execution.id);
    if (!id) continue;
    const members = perGroup.get(id);
    if (members) members.push(execution);
    else perGroup.set(id, [execution]);
  }
  for (const id of [...perGroup.keys()].sort()) yield* addOccurrences(db, t, id, perGroup.get(id)!);
}

function* addOccurrences(db: Db, t: Tables, id: ErrorGroup["id"], executions: Execution[]): Work<void> {
  const { errorGroups: table } = t;
  const byTime = executions.toSorted((a, b) => a.startedAt - b.startedAt);
  const [oldest, latest] = [byTime[0]!, byTime.at(-1)!];
  const top = latest.error!.stack[0];
  const [group] = yield* prepared(
    "errorGroups.occur",
    {
      id,
      added: executions.length,
      message: encodeProse(latest.error!.message),
      file: top ? encodeProse(top.file) : null,
      line: top?.line ?? null,
      lastVersion: latest.version,
      lastExecutionId: latest.id,
      latestMs: latest.startedAt,
      firstVersion: oldest.version,
      firstLayer: layerOf(oldest),
      oldestMs: oldest.startedAt,
      earliestVersion: earliestOf(executions),
    },
    () =>
      db
        .update(table)
        .set(occurred(table))
        .where(eq(table.id, value(table.id, "id")))
        .returning(),
  );
  if (group) yield* noteOccurring(db, t, group, { latestMs: latest.startedAt, version: latest.version });
  yield* countHours(db, t, id, byTime);
}

/** With places for the values, because statements that are built anew for each group cost half as much again. */
function occurred(table: Tables["errorGroups"]) {
  const place = sql.placeholder;
  const when = <T>(condition: SQL, name: string, column: Column) =>
    sql<T>`case when ${condition} then ${place(name)} else ${column} end`;
  // A batch may arrive late: what is shown as last is what happened last, and as first what happened first.
  const isLatest = sql`${table.lastSeenAt} <= ${place("latestMs")}`;
  const isOldest = sql`${table.firstSeenAt} > ${place("oldestMs")}`;
  const { earliestVersion: earliest } = table;
  return {
    count: sql`${table.count} + ${place("added")}`,
    message: when<string>(isLatest, "message", table.message),
    file: when(isLatest, "file", table.file),
    line: when(isLatest, "line", table.line),
    lastVersion: when(isLatest, "lastVersion", table.lastVersion),
    lastExecutionId: when<Execution["id"]>(isLatest, "lastExecutionId", table.lastExecutionId),
    firstVersion: when(isOldest, "firstVersion", table.firstVersion),
    firstLayer: when(isOldest, "firstLayer", table.firstLayer),
    firstSeenAt: when(isOldest, "oldestMs", table.firstSeenAt),
    lastSeenAt: when(isLatest, "latestMs", table.lastSeenAt),
    earliestVersion: when(
      sql`${earliest} is null or ${earliest} > ${place("earliestVersion")}`,
      "earliestVersion",
      earliest,
    ),
  };
}

function* countHours(
  db: Db,
  { errorHours }: Tables,
  id: ErrorGroup["id"],
  executions: readonly Execution[],
): Work<void> {
  const hours = new Map<number, number>();
  for (const { startedAt } of executions) {
    const at = startedAt - (startedAt % hourMs);
    hours.set(at, (hours.get(at) ?? 0) + 1);
  }
  yield* rows(
    db
      .insert(errorHours)
      .values([...hours].map(([at, count]) => ({ errorGroupId: id, at, count })))
      .onConflictDoUpdate({
        target: [errorHours.errorGroupId, errorHours.at],
        set: { count: sql`${errorHours.count} + excluded.count` },
      })
      .returning({ at: errorHours.at }),
  );
}

function earliestOf(executions: readonly Execution[]): number | null {
  const versions = executions.flatMap(({ version }) => version ?? []);
  return versions.length === 0 ? null : Math.min(...versions);
}

/** Null where only a draft could have run: what is tried makes no groups. */
function layerOf({ version, sourceRef }: Execution): ErrorGroup["firstLayer"] {
  if (version !== null) return "version";
  const layer = sourceRef?.layer;
  return layer === undefined || layer === "draft" ? null : layer;
}

/** A group before its first occurrence is counted. */
function emptyGroup(execution: Execution, print: string): Row {
  const error = execution.error!;
  const top = error.stack[0];
  return {
    id: newId("erg"),
    realmId: execution.realmId,
    scriptId: execution.scriptId,
    module: execution.module,
    name: execution.name,
    fingerprint: print,
    type: error.type,
    message: error.message,
    file: top?.file ?? null,
    line: top?.line ?? null,
    firstVersion: execution.version,
    firstLayer: layerOf(execution),
    earliestVersion: execution.version,
    lastVersion: execution.version,
    status: "open",
    count: 0,
    lastExecutionId: execution.id,
    firstSeenAt: execution.startedAt,
    lastSeenAt: execution.startedAt,
    searchText: searchable(`${execution.module}/${execution.name}\n${error.name ?? ""}\n${error.message}`),
  };
}
