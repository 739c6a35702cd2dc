import type { HeldState, StateAct, StateAnswer, StateEntry, StateUsage } from "@scriptyard/model";
import { and, eq, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import type { Tables } from "../schema/index.ts";
import { applyActs, overflow, readActs, rowOf, type StateWrite } from "../state/apply.ts";
import { type StateFilter, type StateRow, stateConditions } from "../state/list.ts";
import { entryColumns, lockUsage, saveEntry, saveUsage } from "../state/rows.ts";
import { portion, realmToSweep, removeCounted } from "../state/sweep.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export interface StateRepository {
  /**
   * Acts on a realm's entries in order, in one transaction, and answers each. Nothing of any other process comes in between.
   * An act that is refused says why; the others are done.
   */
  apply(write: StateWrite, acts: readonly StateAct[]): Promise<StateAnswer[]>;
  /** By scope, owner and key, without what has expired. */
  list(
    realmId: string,
    filter: StateFilter,
    page: { cursor?: string | null; limit: number },
    nowMs: number,
  ): Promise<Page<StateRow>>;
  /** Null when it is not there or has expired. */
  byId(realmId: string, id: string, nowMs: number): Promise<StateEntry | null>;
  /**
   * Another value in place of the one that somebody saw.
   *
   * @param basedOn `updatedAt` of what they saw
   * @returns null when it has changed since, or is gone; a text when there is no room
   */
  edit(
    write: StateWrite & { id: string; basedOn: number },
    value: HeldState,
  ): Promise<StateEntry | string | null>;
  /** False when there is none. */
  remove(realmId: string, id: string): Promise<boolean>;
  /** Deletes what a filter finds, in portions; answers how many. */
  clear(realmId: string, filter: StateFilter): Promise<number>;
  usage(realmId: string): Promise<StateUsage>;
  /** Deletes what has expired; answers how many. */
  prune(nowMs: number): Promise<number>;
}

/** What scripts keep from one execution to the next. */
export function stateRepository({ main, reader }: Context): StateRepository {
  const removeSome = (realmId: string, which: (t: Tables) => SQL | undefined) =>
    guarded(
      main.tx((db, t) => removeCounted(db, t, realmId as StateEntry["realmId"], which(t))),
      {
        missing: `There is no realm ${realmId}.`,
      },
    );
  return {
    async apply(write, acts) {
      if (acts.every(({ act }) => act === "get"))
        return guarded(main.read((db, t) => readActs(db, t, write, acts)));
      return guarded(
        main.tx((db, t) => applyActs(db, t, write, acts)),
        { missing: `There is no realm ${write.realmId}.` },
      );
    },
    list: (realmId, filter, page, nowMs) => reader.ask(realmId, "listState", realmId, filter, page, nowMs),
    byId: (realmId, id, nowMs) =>
      guarded(
        main.read(function* (db, { stateEntries: t }) {
          const there = or(isNull(t.expiresAt), gt(t.expiresAt, nowMs));
          const found = yield* first(
            db
              .select(entryColumns(t))
              .from(t)
              .where(and(own(t, realmId, id), there)),
          );
          return found as StateEntry | null;
        }),
      ),
    edit: ({ id, basedOn, ...write }, value) =>
      guarded(
        main.tx(function* (db, t) {
          const { stateEntries: e } = t;
          const usage = yield* lockUsage(db, t, write.realmId);
          const old = (yield* first(
            db
              .select(entryColumns(e))
              .from(e)
              .where(and(own(e, write.realmId, id), eq(e.updatedAt, basedOn))),
          )) as StateEntry | null;
          if (old === null || (old.expiresAt !== null && old.expiresAt <= write.nowMs)) return null;
          const row = rowOf(write, old, old, value);
          const grown = { keys: 0, bytes: row.bytes - old.bytes };
          const full = overflow(usage, grown, write.room);
          if (full !== null) return full;
          yield* saveEntry(db, t, row);
          yield* saveUsage(db, t, write.realmId, { ...usage, bytes: usage.bytes + grown.bytes });
          return row;
        }),
      ),
    remove: async (realmId, id) => {
      const one = ({ stateEntries: t }: Tables) => eq(t.id, id as StateEntry["id"]);
      return (await removeSome(realmId, one)) === 1;
    },
    clear: (realmId, filter) =>
      inPortions(() => removeSome(realmId, ({ stateEntries: t }) => stateConditions(t, realmId, filter))),
    usage: (realmId) =>
      guarded(
        main.read(function* (db, { stateUsage: u }) {
          const found = yield* first(
            db
              .select({ keys: u.keys, bytes: u.bytes })
              .from(u)
              .where(eq(u.realmId, realmId as StateEntry["realmId"])),
          );
          return found ?? { keys: 0, bytes: 0 };
        }),
      ),
    async prune(nowMs) {
      for (let total = 0; ; ) {
        const realmId = await guarded(main.read((db, t) => realmToSweep(db, t, nowMs)));
        if (realmId === null) return total;
        total += await inPortions(() =>
          removeSome(realmId, ({ stateEntries: t }) => lte(t.expiresAt, nowMs)),
        );
      }
    },
  };
}

function own(t: Parameters<typeof entryColumns>[0], realmId: string, id: string) {
  return and(eq(t.id, id as StateEntry["id"]), eq(t.realmId, realmId as StateEntry["realmId"]));
}

/** Until a portion is not full; whatever else the thread has to do comes in between. */
async function inPortions(removeSome: () => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const removed = await removeSome();
    total += removed;
    if (removed < portion) return total;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
