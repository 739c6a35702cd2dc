import type { StateEntry, StateUsage } from "@scriptyard/model";
import { and, eq, inArray, lte, type SQL } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { lockUsage, saveUsage } from "./rows.ts";

type RealmId = StateEntry["realmId"];

/** Rows that one transaction removes: the request path comes in between. */
export const portion = 500;

/** Removes some of a realm's entries that have expired; answers what they took. Whoever asks has locked what the realm has. */
export function* sweep(db: Db, t: Tables, nowMs: number, realmId: RealmId): Work<StateUsage> {
  return yield* removeSome(db, t, realmId, lte(t.stateEntries.expiresAt, nowMs));
}

/** A realm that has something which has expired; null when none has. */
export function* realmToSweep(db: Db, { stateEntries: t }: Tables, nowMs: number): Work<RealmId | null> {
  const found = yield* first(
    db.select({ realmId: t.realmId }).from(t).where(lte(t.expiresAt, nowMs)).limit(1),
  );
  return found?.realmId ?? null;
}

/** Removes some entries of a realm, and takes them off what it has; answers how many. */
export function* removeCounted(db: Db, t: Tables, realmId: RealmId, which: SQL | undefined): Work<number> {
  // First what it has, then its entries: as every write does, so that two at once never wait for each other.
  const usage = yield* lockUsage(db, t, realmId);
  const gone = yield* removeSome(db, t, realmId, which);
  const left = { keys: usage.keys - gone.keys, bytes: usage.bytes - gone.bytes };
  if (gone.keys > 0) yield* saveUsage(db, t, realmId, left);
  return gone.keys;
}

function* removeSome(
  db: Db,
  { stateEntries: t }: Tables,
  realmId: RealmId,
  which: SQL | undefined,
): Work<StateUsage> {
  const some = db
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.realmId, realmId), which))
    .limit(portion);
  const gone = yield* rows(db.delete(t).where(inArray(t.id, some)).returning({ bytes: t.bytes }));
  return { keys: gone.length, bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0) };
}
