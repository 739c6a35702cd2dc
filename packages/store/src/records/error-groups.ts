import { type ErrorGroup, type Execution, isProduct, newId } from "@scriptyard/model";
import { type Column, eq, inArray, type SQL, sql } from "drizzle-orm";
import { searchable } from "../schema/codec.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
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

function* addOccurrences(
  db: Db,
  { errorGroups: table, errorHours }: Tables,
  id: ErrorGroup["id"],
  executions: Execution[],
): Work<void> {
  const byTime = executions.toSorted((a, b) => a.startedAt - b.startedAt);
  const [oldest, latest] = [byTime[0]!, byTime.at(-1)!];
  // A batch may arrive late: what is shown as last is what happened last.
  const ifLatest = (column: Column, value: unknown) =>
    sql`case when ${table.lastSeenAt} <= ${latest.startedAt} then ${value} else ${column} end`;
  const top = latest.error!.stack[0];
  yield* rows(
    db
      .update(table)
      .set({
        count: sql`${table.count} + ${executions.length}`,
        message: ifLatest(table.message, sql.param(latest.error!.message, table.message)) as SQL<string>,
        file: ifLatest(table.file, sql.param(top?.file ?? null, table.file)),
        line: ifLatest(table.line, sql.param(top?.line ?? null, table.line)),
        lastVersion: ifLatest(table.lastVersion, sql.param(latest.version, table.lastVersion)),
        lastExecutionId: ifLatest(table.lastExecutionId, sql.param(latest.id)) as SQL<Execution["id"]>,
        firstSeenAt: sql`case when ${table.firstSeenAt} > ${oldest.startedAt} then ${oldest.startedAt} else ${table.firstSeenAt} end`,
        lastSeenAt: sql`case when ${table.lastSeenAt} < ${latest.startedAt} then ${latest.startedAt} else ${table.lastSeenAt} end`,
        status: sql`case when coalesce(${table.resolvedAt}, -1) < ${latest.startedAt} then 'open' else ${table.status} end`,
      })
      .where(eq(table.id, id))
      .returning({ id: table.id }),
  );
  const hours = new Map<number, number>();
  for (const { startedAt } of byTime) {
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

export function* setErrorStatus(
  db: Db,
  { errorGroups: table }: Tables,
  id: string,
  status: ErrorGroup["status"],
  atMs: number,
): Work<boolean> {
  const changed = yield* rows(
    db
      .update(table)
      .set({ status, resolvedAt: status === "resolved" ? atMs : null })
      .where(eq(table.id, id as ErrorGroup["id"]))
      .returning({ id: table.id }),
  );
  return changed.length === 1;
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
    lastVersion: execution.version,
    status: "open",
    resolvedAt: null,
    count: 0,
    lastExecutionId: execution.id,
    firstSeenAt: execution.startedAt,
    lastSeenAt: execution.startedAt,
    searchText: searchable(`${execution.module}/${execution.name}\n${error.name ?? ""}\n${error.message}`),
  };
}
