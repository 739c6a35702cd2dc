import type { Realm } from "@scriptyard/model";
import { eq, max, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";

/** A realm in a list of all. */
export type RealmFigures = {
  realmId: Realm["id"];
  scripts: number;
  /** The newest save of a draft, change of a script's settings or publish; null: there was none. */
  lastChangeAt: number | null;
  lastRunAt: number | null;
};

export function* realmFigures(
  db: Db,
  { realms, scripts, drafts, publishEvents }: Tables,
): Work<Omit<RealmFigures, "lastRunAt">[]> {
  const found = yield* rows(
    db
      .select({
        realmId: realms.id,
        scripts: sql<number>`count(${scripts.id})`.mapWith(Number),
        settingsAt: max(scripts.updatedAt),
        draftAt: max(drafts.updatedAt),
      })
      .from(realms)
      .leftJoin(scripts, eq(scripts.realmId, realms.id))
      .leftJoin(drafts, eq(drafts.scriptId, scripts.id))
      .groupBy(realms.id),
  );
  const figures: Omit<RealmFigures, "lastRunAt">[] = [];
  for (const { realmId, scripts: count, settingsAt, draftAt } of found) {
    const event = yield* first(
      db
        .select({ at: max(publishEvents.at) })
        .from(publishEvents)
        .where(eq(publishEvents.realmId, realmId)),
    );
    figures.push({ realmId, scripts: count, lastChangeAt: newest([settingsAt, draftAt, event?.at]) });
  }
  return figures;
}

/** When something ran last, by realm: the end of an index each. */
export function* lastRuns(
  db: Db,
  { executions }: Tables,
  realmIds: readonly Realm["id"][],
): Work<[Realm["id"], number][]> {
  const found: [Realm["id"], number][] = [];
  for (const realmId of realmIds) {
    const row = yield* first(
      db
        .select({ at: max(executions.startedAt) })
        .from(executions)
        .where(eq(executions.realmId, realmId)),
    );
    const at = newest([row?.at]);
    if (at !== null) found.push([realmId, at]);
  }
  return found;
}

/** PostgreSQL answers the greatest of a bigint as text. */
function newest(times: readonly (number | string | null | undefined)[]): number | null {
  const known = times.flatMap((at) => (at === null || at === undefined ? [] : [Number(at)]));
  return known.length === 0 ? null : Math.max(...known);
}
