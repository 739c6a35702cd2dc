import type { Execution } from "@scriptyard/model";
import { and, eq, gt, inArray, lt, lte, min } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, type Engine, first, rows, type Work } from "../work.ts";
import { trafficWidths } from "./flow-traffic.ts";

/** Rows deleted per transaction: batches of new records come in between. */
const portion = 1_000;

/** Deletes records, counts and error groups whose last trace is older than `beforeMs`; answers how many records. */
export async function pruneRecords(engine: Engine, beforeMs: number): Promise<number> {
  let total = 0;
  for (let removed = portion; removed === portion; total += removed) {
    removed = await guarded(engine.tx((db, t) => pruneExecutions(db, t, beforeMs)));
    // Let whatever else this thread has to do come in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let removed = portion; removed === portion; )
    removed = await guarded(engine.tx((db, t) => pruneSlots(db, t, beforeMs)));
  for (let removed = portion; removed === portion; )
    removed = await guarded(engine.tx((db, t) => pruneTraffic(db, t, beforeMs)));
  await guarded(engine.tx((db, t) => pruneErrors(db, t, beforeMs)));
  return total;
}

function* pruneExecutions(db: Db, { executions: t }: Tables, beforeMs: number): Work<number> {
  let removed = 0;
  // Realm by realm: the index of times begins with the realm.
  for (const realmId of yield* realmsOf(db, t)) {
    if (removed >= portion) break;
    const old = db
      .select({ id: t.id })
      .from(t)
      .where(and(eq(t.realmId, realmId), lt(t.startedAt, beforeMs)))
      .orderBy(t.startedAt)
      .limit(portion - removed);
    removed += (yield* rows(db.delete(t).where(inArray(t.id, old)).returning({ id: t.id }))).length;
  }
  return removed;
}

/** Distinct realms by jumping through the index, one seek each; `distinct` would read all of it. */
function* realmsOf(db: Db, t: Tables["executions"] | Tables["flowTraffic"]): Work<Execution["realmId"][]> {
  const realms: Execution["realmId"][] = [];
  for (;;) {
    const last = realms.at(-1);
    const row = yield* first(
      db
        .select({ id: min(t.realmId) })
        .from(t)
        .where(last === undefined ? undefined : gt(t.realmId, last)),
    );
    if (!row?.id) return realms;
    realms.push(row.id);
  }
}

function* pruneSlots(db: Db, { executionSlots: t }: Tables, beforeMs: number): Work<number> {
  let removed = 0;
  for (const { widthMs } of yield* rows(db.selectDistinct({ widthMs: t.widthMs }).from(t))) {
    if (removed >= portion) break;
    const oldest = yield* rows(
      db
        .selectDistinct({ at: t.at })
        .from(t)
        .where(and(eq(t.widthMs, widthMs), lt(t.at, beforeMs - widthMs)))
        .orderBy(t.at)
        .limit(100),
    );
    if (oldest.length === 0) continue;
    const at = oldest.map((row) => row.at);
    yield* rows(
      db
        .delete(t)
        .where(and(eq(t.widthMs, widthMs), inArray(t.at, at)))
        .returning({ at: t.at }),
    );
    if (oldest.length === 100) removed = portion;
  }
  return removed;
}

/** Realm by realm and width by width, as its index is ordered; answers a whole portion while there may be more. */
function* pruneTraffic(db: Db, { flowTraffic: t }: Tables, beforeMs: number): Work<number> {
  for (const realmId of yield* realmsOf(db, t))
    for (const widthMs of trafficWidths) {
      const old = and(eq(t.realmId, realmId), eq(t.widthMs, widthMs), lt(t.at, beforeMs - widthMs));
      const oldest = yield* rows(db.selectDistinct({ at: t.at }).from(t).where(old).orderBy(t.at).limit(100));
      if (oldest.length === 0) continue;
      const last = oldest.at(-1)!.at;
      yield* rows(
        db
          .delete(t)
          .where(and(old, lte(t.at, last)))
          .returning({ at: t.at }),
      );
      if (oldest.length === 100) return portion;
    }
  return 0;
}

/** What was said and done about a group goes with it. */
function* pruneErrors(
  db: Db,
  { errorGroups, errorActivity, errorHours }: Tables,
  beforeMs: number,
): Work<void> {
  const old = db.select({ id: errorGroups.id }).from(errorGroups).where(lt(errorGroups.lastSeenAt, beforeMs));
  yield* rows(
    db
      .delete(errorActivity)
      .where(inArray(errorActivity.errorGroupId, old))
      .returning({ id: errorActivity.id }),
  );
  yield* rows(
    db.delete(errorGroups).where(lt(errorGroups.lastSeenAt, beforeMs)).returning({ id: errorGroups.id }),
  );
  yield* rows(
    db
      .delete(errorHours)
      .where(lt(errorHours.at, beforeMs - 3_600_000))
      .returning({ at: errorHours.at }),
  );
}
