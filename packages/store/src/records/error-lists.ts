import {
  type ErrorGroup,
  type ErrorGroupStatus,
  errorTriage,
  type OutcomeErrorType,
} from "@scriptyard/model";
import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lte,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Page } from "../page.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { decodeCursor, encodeCursor, pageSize } from "./cursor.ts";
import { hourMs } from "./error-groups.ts";
import { stateAt } from "./error-state.ts";
import { contains, wantedText } from "./filter.ts";

export type ErrorGroupFilter = {
  realmId: string;
  scriptId?: string;
  status?: ErrorGroupStatus;
  type?: OutcomeErrorType;
  text?: string;
};

/** `lastVersion`: that met it last; null = a file or a default. */
export type RecentError = Pick<ErrorGroup, "scriptId" | "lastVersion" | "lastSeenAt">;

const sparkHours = 24;

/** Last seen first. `spark` counts occurrences per hour over the last 24 hours, oldest first. */
export function* listErrorGroups(
  db: Db,
  { errorGroups: t, errorHours }: Tables,
  filter: ErrorGroupFilter,
  page: { cursor?: string | null; limit: number },
  nowMs: number,
): Work<Page<ErrorGroup & { spark: number[] }>> {
  const limit = pageSize(page.limit);
  const text = wantedText(filter.text);
  const position = decodeCursor(page.cursor);
  const found = yield* rows(
    db
      .select(groupColumns(t))
      .from(t)
      .where(
        and(
          eq(t.realmId, filter.realmId as ErrorGroup["realmId"]),
          filter.scriptId === undefined
            ? undefined
            : eq(t.scriptId, filter.scriptId as ErrorGroup["scriptId"]),
          filter.status === undefined ? undefined : isNow(t, filter.status, nowMs),
          filter.type === undefined ? undefined : eq(t.type, filter.type),
          text === null ? undefined : contains(t.searchText, text),
          position ? sql`(${t.lastSeenAt}, ${t.id}) < (${position.atMs}, ${position.id})` : undefined,
        ),
      )
      .orderBy(desc(t.lastSeenAt), desc(t.id))
      .limit(limit + 1),
  );
  const groups = found.slice(0, limit);
  const sparks = yield* readSparks(
    db,
    errorHours,
    groups.map((group) => group.id),
    nowMs,
  );
  const last = groups.at(-1);
  return {
    items: groups.map((group) => ({ ...stateAt(group, nowMs), spark: sparks.get(group.id)! })),
    next: found.length > limit && last ? encodeCursor({ atMs: last.lastSeenAt, id: last.id }) : null,
  };
}

/** More scripts than this nobody looks at one by one. */
const mostRecent = 1_000;

/** Open groups that something met since then, last seen first. */
export function* openErrorsSince(
  db: Db,
  { errorGroups: t }: Tables,
  realmId: string,
  sinceMs: number,
  nowMs: number,
): Work<RecentError[]> {
  return yield* rows(
    db
      .select({ scriptId: t.scriptId, lastVersion: t.lastVersion, lastSeenAt: t.lastSeenAt })
      .from(t)
      .where(
        and(
          eq(t.realmId, realmId as ErrorGroup["realmId"]),
          gte(t.lastSeenAt, sinceMs),
          isNow(t, "open", nowMs),
        ),
      )
      .orderBy(desc(t.lastSeenAt))
      .limit(mostRecent),
  );
}

/** At most `errorTriage.countedOpen`; from an index alone. */
export function* countOpenErrors(
  db: Db,
  { errorGroups: t }: Tables,
  realmId: string,
  nowMs: number,
): Work<number> {
  const most = errorTriage.countedOpen;
  const ofRealm = eq(t.realmId, realmId as ErrorGroup["realmId"]);
  let count = 0;
  // One after the other: with `or` the index would be left for the rows.
  for (const isOpen of [eq(t.status, "open"), mutePassed(t, nowMs)]) {
    const found = db
      .select({ one: sql<number>`1`.as("one") })
      .from(t)
      .where(and(ofRealm, isOpen))
      .limit(most)
      .as("found");
    const row = yield* first(db.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(found));
    count += row?.count ?? 0;
  }
  return Math.min(count, most);
}

/** Of the groups that the realm has of these. */
export function* scriptsOfGroups(
  db: Db,
  { errorGroups: t }: Tables,
  realmId: string,
  ids: readonly string[],
): Work<ErrorGroup["scriptId"][]> {
  const found = yield* rows(
    db
      .selectDistinct({ scriptId: t.scriptId })
      .from(t)
      .where(and(eq(t.realmId, realmId as ErrorGroup["realmId"]), inArray(t.id, ids as ErrorGroup["id"][]))),
  );
  return found.map(({ scriptId }) => scriptId);
}

/** The entity's columns: ours for searching and undoing stay inside. */
export function groupColumns(t: Tables["errorGroups"]) {
  const { searchText: _, lastAct: __, ...columns } = getTableColumns(t);
  return columns;
}

/** In SQL what `stateAt` says: a mute whose time has passed is open, whatever is stored. */
function isNow(t: Tables["errorGroups"], status: ErrorGroupStatus, nowMs: number): SQL | undefined {
  if (status === "resolved") return eq(t.status, status);
  if (status === "open") return or(eq(t.status, status), mutePassed(t, nowMs));
  return and(eq(t.status, status), or(isNull(t.mutedUntil), gt(t.mutedUntil, nowMs)));
}

function mutePassed(t: Tables["errorGroups"], nowMs: number): SQL | undefined {
  return and(eq(t.status, "muted"), lte(t.mutedUntil, nowMs));
}

function* readSparks(
  db: Db,
  t: Tables["errorHours"],
  ids: ErrorGroup["id"][],
  nowMs: number,
): Work<Map<string, number[]>> {
  const sparks = new Map<string, number[]>(ids.map((id) => [id, Array<number>(sparkHours).fill(0)]));
  if (ids.length === 0) return sparks;
  const firstHour = nowMs - (nowMs % hourMs) - (sparkHours - 1) * hourMs;
  const hours = yield* rows(
    db
      .select()
      .from(t)
      .where(and(inArray(t.errorGroupId, ids), gte(t.at, firstHour))),
  );
  for (const { errorGroupId, at, count } of hours) {
    // A clock that runs ahead elsewhere: count it as the current hour.
    const index = Math.min(sparkHours - 1, (at - firstHour) / hourMs);
    sparks.get(errorGroupId)![index]! += count;
  }
  return sparks;
}
