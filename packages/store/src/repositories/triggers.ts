import { Fault, type Realm, type Trigger, type TriggerState, withoutUndefined } from "@scriptyard/model";
import { and, asc, eq, inArray } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { rows } from "../work.ts";
import { objectColumn } from "./columns.ts";
import type { Context } from "./context.ts";
import { insertScript, type NewScript } from "./insert-script.ts";
import type { TriggerHit } from "./search-triggers.ts";

export interface TriggersRepository {
  /** Of one realm, or of all. */
  list(realmId?: string): Promise<Trigger[]>;
  /** In whose name, description or address every word occurs, by name. */
  search(realmId: string, search: { text: string; limit: number }): Promise<TriggerHit[]>;
  byId(id: string): Promise<Trigger | null>;
  byName(realmId: string, name: string): Promise<Trigger | null>;
  /** With `adopted`, a script that only now becomes the realm's own: both or neither. */
  create(trigger: Trigger, adopted?: NewScript | null): Promise<Trigger>;
  update(
    id: string,
    change: Partial<Omit<Trigger, "id" | "realmId" | "kind" | "createdAt">>,
    adopted?: NewScript | null,
  ): Promise<Trigger>;
  /** Its dead letters stay. */
  remove(id: string): Promise<void>;
  /** Of those that have run at least once. */
  states(ids: readonly string[]): Promise<TriggerState[]>;
  saveStates(states: readonly TriggerState[]): Promise<void>;
}

export function triggersRepository({ main, reader }: Context): TriggersRepository {
  return {
    list: (realmId) =>
      guarded(
        main.read(function* (db, { triggers }) {
          const where = realmId === undefined ? undefined : eq(triggers.realmId, realmId as Realm["id"]);
          const found = yield* rows(
            db.select().from(triggers).where(where).orderBy(asc(triggers.name), asc(triggers.id)),
          );
          return found.map(toTrigger);
        }),
      ),
    search: (realmId, search) => reader.ask(realmId, "searchTriggers", realmId, search),
    byId: (id) =>
      guarded(
        main.read(function* (db, { triggers }) {
          const [row] = yield* rows(
            db
              .select()
              .from(triggers)
              .where(eq(triggers.id, id as Trigger["id"])),
          );
          return row ? toTrigger(row) : null;
        }),
      ),
    byName: (realmId, name) =>
      guarded(
        main.read(function* (db, { triggers }) {
          const own = and(eq(triggers.realmId, realmId as Realm["id"]), eq(triggers.name, name));
          const [row] = yield* rows(db.select().from(triggers).where(own));
          return row ? toTrigger(row) : null;
        }),
      ),
    create: (trigger, adopted = null) =>
      guarded(
        main.tx(function* (db, t) {
          if (adopted !== null) yield* insertScript(db, t, adopted);
          const [row] = yield* rows(db.insert(t.triggers).values(trigger).returning());
          return toTrigger(row!);
        }),
        {
          conflict: `name: there is already a trigger "${trigger.name}" in this realm. Choose another name.`,
          missing: `The realm ${trigger.realmId} or the script ${trigger.scriptId} is not there.`,
        },
      ),
    update: (id, change, adopted = null) =>
      guarded(
        main.tx(function* (db, t) {
          const { triggers } = t;
          if (adopted !== null) yield* insertScript(db, t, adopted);
          const [row] = yield* rows(
            db
              .update(triggers)
              .set({ id: id as Trigger["id"], ...withoutUndefined(change) })
              .where(eq(triggers.id, id as Trigger["id"]))
              .returning(),
          );
          if (!row) throw new Fault("not_found", `There is no trigger ${id}.`);
          return toTrigger(row);
        }),
        {
          conflict: `name: there is already a trigger "${change.name}" in this realm. Choose another name.`,
          missing: `There is no script ${change.scriptId}.`,
        },
      ),
    remove: (id) =>
      guarded(
        main.tx(function* (db, { triggers }) {
          const gone = yield* rows(
            db
              .delete(triggers)
              .where(eq(triggers.id, id as Trigger["id"]))
              .returning({ id: triggers.id }),
          );
          if (gone.length === 0) throw new Fault("not_found", `There is no trigger ${id}.`);
        }),
      ),
    states: (ids) =>
      guarded(
        main.read(function* (db, { triggerStates }) {
          if (ids.length === 0) return [];
          const wanted = inArray(triggerStates.triggerId, ids as Trigger["id"][]);
          return yield* rows(db.select().from(triggerStates).where(wanted));
        }),
      ),
    saveStates: (states) =>
      guarded(
        main.tx(function* (db, t) {
          if (states.length === 0) return;
          // A trigger may be removed while its last run ends: what is left of it is not worth an error.
          const ids = states.map((state) => state.triggerId);
          const known = yield* rows(
            db.select({ id: t.triggers.id }).from(t.triggers).where(inArray(t.triggers.id, ids)),
          );
          const present = new Set(known.map((row) => row.id));
          for (const state of states) if (present.has(state.triggerId)) yield* upsert(db, t, state);
        }),
      ),
  };
}

function* upsert(
  db: Parameters<Parameters<Context["main"]["tx"]>[0]>[0],
  { triggerStates }: Tables,
  state: TriggerState,
) {
  const { triggerId: _, ...changing } = state;
  yield* rows(
    db
      .insert(triggerStates)
      .values(state)
      .onConflictDoUpdate({ target: triggerStates.triggerId, set: changing })
      .returning({ id: triggerStates.triggerId }),
  );
}

function toTrigger(row: Tables["triggers"]["$inferSelect"]): Trigger {
  return { ...row, config: objectColumn(row.config, `triggers.${row.id} config`) };
}
