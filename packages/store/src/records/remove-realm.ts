import type { Realm } from "@scriptyard/model";
import { and, eq, gte, inArray, lt, type SQL } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, type Engine, rows, type Work } from "../work.ts";

/** Rows deleted per transaction: batches of new records come in between. */
const portion = 1_000;

/** Removes all that runs of a realm left behind: records, counts, errors with what was said of them, messages that wait. */
export async function removeRealmRecords(engine: Engine, realmId: string): Promise<void> {
  for (const step of steps)
    for (let removed = 1; removed > 0; ) {
      removed = await guarded(engine.tx((db, t) => step(db, t, realmId as Realm["id"])));
      await new Promise((resolve) => setImmediate(resolve));
    }
}

type Step = (db: Db, t: Tables, realmId: Realm["id"]) => Work<number>;

const steps: readonly Step[] = [
  executionsOf,
  (db, t, realmId) => slotsOf(db, t.executionSlots, realmId),
  (db, t, realmId) => slotsOf(db, t.flowTraffic, realmId),
  errorsOf,
  messagesOf,
];

function* executionsOf(db: Db, { executions: t }: Tables, realmId: Realm["id"]): Work<number> {
  const some = db.select({ id: t.id }).from(t).where(eq(t.realmId, realmId)).limit(portion);
  return (yield* rows(db.delete(t).where(inArray(t.id, some)).returning({ id: t.id }))).length;
}

/** They have no key of one column: by width, a range of time at once. */
function* slotsOf(
  db: Db,
  t: Tables["executionSlots"] | Tables["flowTraffic"],
  realmId: Realm["id"],
): Work<number> {
  const own = eq(t.realmId, realmId);
  const [first] = yield* rows(
    db.select({ widthMs: t.widthMs, at: t.at }).from(t).where(own).orderBy(t.widthMs, t.at).limit(1),
  );
  if (!first) return 0;
  const end = yield* rows(
    db
      .select({ at: t.at })
      .from(t)
      .where(and(own, eq(t.widthMs, first.widthMs)))
      .orderBy(t.at)
      .offset(portion)
      .limit(1),
  );
  const range = [own, eq(t.widthMs, first.widthMs), gte(t.at, first.at)];
  // Many scripts share a slot's time: at least that time goes, so that it comes to an end.
  if (end[0]) range.push(lt(t.at, Math.max(end[0].at, first.at + 1)));
  return (yield* rows(
    db
      .delete(t)
      .where(and(...range) as SQL)
      .returning({ at: t.at }),
  )).length;
}

function* errorsOf(
  db: Db,
  { errorGroups: t, errorActivity, errorHours }: Tables,
  realmId: Realm["id"],
): Work<number> {
  const some = (yield* rows(db.select({ id: t.id }).from(t).where(eq(t.realmId, realmId)).limit(100))).map(
    ({ id }) => id,
  );
  if (some.length === 0) return 0;
  yield* rows(
    db
      .delete(errorActivity)
      .where(inArray(errorActivity.errorGroupId, some))
      .returning({ id: errorActivity.id }),
  );
  yield* rows(
    db.delete(errorHours).where(inArray(errorHours.errorGroupId, some)).returning({ at: errorHours.at }),
  );
  return (yield* rows(db.delete(t).where(inArray(t.id, some)).returning({ id: t.id }))).length;
}

/** A delivery's key begins with its message's: sorted, all of a message stand together. */
function* messagesOf(db: Db, { busMessages: t, busDeliveries }: Tables, realmId: Realm["id"]): Work<number> {
  const some = yield* rows(db.select({ id: t.id }).from(t).where(eq(t.realmId, realmId)).limit(100));
  for (const { id } of some) {
    const own = and(gte(busDeliveries.id, `${id}/`), lt(busDeliveries.id, `${id}0`));
    yield* rows(db.delete(busDeliveries).where(own).returning({ id: busDeliveries.id }));
    yield* rows(db.delete(t).where(eq(t.id, id)).returning({ id: t.id }));
  }
  return some.length;
}
