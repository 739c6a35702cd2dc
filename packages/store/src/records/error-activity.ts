import { type ErrorActivity, type ErrorGroup, errorTriage, Fault } from "@scriptyard/model";
import { and, asc, count, desc, eq, getTableColumns, gt, inArray, ne } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";

type Entry = Tables["errorActivity"]["$inferInsert"];

/** What is done to comments; whose they are was looked at before. */
export type CommentChange =
  | {
      kind: "comment";
      id: string;
      groupId: ErrorGroup["id"];
      userId: ErrorActivity["userId"];
      text: string;
    }
  | { kind: "edit"; id: string; text: string }
  | { kind: "remove"; id: string };

/** @throws Fault `not_found`, `too_large` */
export function* changeComments(db: Db, t: Tables, change: CommentChange, atMs: number): Work<void> {
  const { errorActivity: table } = t;
  if (change.kind === "comment") return yield* addComment(db, t, change, atMs);
  const mine = and(eq(table.id, change.id), eq(table.kind, "comment"));
  const changed = yield* rows(
    change.kind === "edit"
      ? db.update(table).set({ text: change.text, editedAt: atMs }).where(mine).returning({ id: table.id })
      : db.delete(table).where(mine).returning({ id: table.id }),
  );
  if (changed.length === 0) throw new Fault("not_found", "The comment is gone.");
}

function* addComment(
  db: Db,
  t: Tables,
  { id, groupId, userId, text }: Extract<CommentChange, { kind: "comment" }>,
  atMs: number,
): Work<void> {
  const { errorActivity: table } = t;
  const most = errorTriage.commentsPerGroup;
  const known = yield* first(
    db
      .select({ count: count() })
      .from(table)
      .where(and(eq(table.errorGroupId, groupId), eq(table.kind, "comment"))),
  );
  if (known !== null && known.count >= most)
    throw new Fault("too_large", `This error has ${most} comments, which is the most. Remove some first.`);
  yield* addActivity(db, t, [{ id, errorGroupId: groupId, kind: "comment", userId, at: atMs, text }]);
}

/** Adds entries; of changes of state the oldest make room, comments never do. */
export function* addActivity(db: Db, t: Tables, entries: readonly Entry[]): Work<void> {
  const { errorActivity: table } = t;
  if (entries.length === 0) return;
  yield* rows(
    db
      .insert(table)
      .values([...entries])
      .returning({ id: table.id }),
  );
  const ids = entries.map(({ errorGroupId }) => errorGroupId);
  const full = yield* rows(
    db
      .select({ id: table.errorGroupId })
      .from(table)
      .where(and(inArray(table.errorGroupId, ids), ne(table.kind, "comment")))
      .groupBy(table.errorGroupId)
      .having(gt(count(), errorTriage.changesPerGroup)),
  );
  for (const { id } of full) {
    const newestFirst = yield* rows(
      db
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.errorGroupId, id), ne(table.kind, "comment")))
        .orderBy(desc(table.at), desc(table.id)),
    );
    const gone = newestFirst.slice(errorTriage.changesPerGroup).map((entry) => entry.id);
    yield* rows(db.delete(table).where(inArray(table.id, gone)).returning({ id: table.id }));
  }
}

/** Oldest first; with the ends of mutes whose time has passed, which nothing writes. */
export function* listActivity(
  db: Db,
  { errorActivity: table }: Tables,
  groupId: string,
  nowMs: number,
): Work<ErrorActivity[]> {
  const { actId: _, before: __, ...columns } = getTableColumns(table);
  const stored = yield* rows(
    db
      .select(columns)
      .from(table)
      .where(eq(table.errorGroupId, groupId as ErrorGroup["id"]))
      .orderBy(asc(table.at), asc(table.id)),
  );
  return withEndedMutes(stored, nowMs);
}

export function* commentById(
  db: Db,
  { errorActivity: table }: Tables,
  id: string,
): Work<Pick<ErrorActivity, "id" | "errorGroupId" | "userId"> | null> {
  const { errorGroupId, userId, kind } = table;
  return yield* first(
    db
      .select({ id: table.id, errorGroupId, userId })
      .from(table)
      .where(and(eq(table.id, id), eq(kind, "comment"))),
  );
}

function withEndedMutes(stored: readonly ErrorActivity[], nowMs: number): ErrorActivity[] {
  const ends = stored.flatMap((entry, index): ErrorActivity[] => {
    const { until } = entry;
    if (until === null || until > nowMs) return [];
    const next = stored.slice(index + 1).find(({ kind }) => kind !== "comment");
    if (next !== undefined && next.at < until) return [];
    return [{ ...entry, id: `${entry.id}-end`, kind: "unmuted", userId: null, at: until }];
  });
  return [...ends, ...stored].sort((a, b) => a.at - b.at);
}
