import type { StateEntry, StatePlace, StateUsage } from "@scriptyard/model";
import { and, eq, sql } from "drizzle-orm";
import { searchable } from "../schema/codec.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, places, prepared, value, type Work } from "../work.ts";

type RealmId = StateEntry["realmId"];

/** What the realm has, for whoever writes next in it; others wait until this transaction has ended. */
export function* lockUsage(db: Db, { stateUsage: t }: Tables, realmId: RealmId): Work<StateUsage> {
  const [found] = yield* prepared("state.lock", { realmId, keys: 0, bytes: 0 }, () =>
    db
      .insert(t)
      .values(places("realmId", "keys", "bytes"))
      .onConflictDoUpdate({ target: t.realmId, set: { keys: sql`${t.keys}` } })
      .returning({ keys: t.keys, bytes: t.bytes }),
  );
  return found!;
}

export function* saveUsage(
  db: Db,
  { stateUsage: t }: Tables,
  realmId: RealmId,
  usage: StateUsage,
): Work<void> {
  yield* prepared("state.usage", { ...usage, realmId }, () =>
    db
      .update(t)
      .set(places("keys", "bytes"))
      .where(eq(t.realmId, value(t.realmId, "realmId")))
      .returning({ keys: t.keys }),
  );
}

/** As it is stored, expired or not. */
export function* readPlace(
  db: Db,
  { stateEntries: t }: Tables,
  realmId: RealmId,
  { kind, scope, owner, key }: StatePlace,
): Work<StateEntry | null> {
  const [row] = yield* prepared("state.read", { realmId, kind, scope, owner, key }, () =>
    db.select(entryColumns(t)).from(t).where(at(t)),
  );
  return (row as StateEntry | undefined) ?? null;
}

export function* removePlace(
  db: Db,
  { stateEntries: t }: Tables,
  realmId: RealmId,
  { kind, scope, owner, key }: StatePlace,
): Work<void> {
  yield* prepared("state.remove", { realmId, kind, scope, owner, key }, () =>
    db.delete(t).where(at(t)).returning({ id: t.id }),
  );
}

export function* saveEntry(db: Db, { stateEntries: t }: Tables, entry: StateEntry): Work<void> {
  const searchText = searchable(`${entry.owner} ${entry.key}`);
  yield* prepared("state.save", { ...entry, searchText }, () =>
    db
      .insert(t)
      .values(places(...Object.keys(entryColumns(t)), "searchText"))
      // One that was deleted and made again in one transaction is another entry in the same place.
      .onConflictDoUpdate({
        target: [t.realmId, t.scope, t.owner, t.key, t.kind],
        set: places("id", "value", "bytes", "expiresAt", "createdAt", "updatedAt"),
      })
      .returning({ id: t.id }),
  );
}

/** All but what only searches look at. */
export function entryColumns(t: Tables["stateEntries"]) {
  const { id, realmId, kind, scope, owner, key, value, bytes, expiresAt, createdAt, updatedAt } = t;
  return { id, realmId, kind, scope, owner, key, value, bytes, expiresAt, createdAt, updatedAt };
}

function at(t: Tables["stateEntries"]) {
  return and(
    eq(t.realmId, value(t.realmId, "realmId")),
    eq(t.scope, value(t.scope, "scope")),
    eq(t.owner, value(t.owner, "owner")),
    eq(t.key, value(t.key, "key")),
    eq(t.kind, value(t.kind, "kind")),
  );
}
