import type { Trigger, TriggerState } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Timers } from "../../timers.ts";

/** What triggers went through: in memory, written behind, so that a run costs no write of its own. */
export type TriggerStates = {
  load(triggers: readonly Trigger[]): Promise<void>;
  of(id: Trigger["id"]): TriggerState;
  change(id: Trigger["id"], change: Partial<TriggerState>): TriggerState;
  forget(id: Trigger["id"]): void;
  /** Writes what has changed since the last time. */
  flush(): Promise<void>;
};

const writeBehindMs = 1_000;

export function createTriggerStates({ store, timers }: { store: Store; timers: Timers }): TriggerStates {
  const known = new Map<Trigger["id"], TriggerState>();
  const dirty = new Set<Trigger["id"]>();
  let writing: Promise<void> = Promise.resolve();
  let timer: Disposable | null = null;

  const of = (id: Trigger["id"]): TriggerState => known.get(id) ?? fresh(id);
  const write = async () => {
    if (dirty.size === 0) return;
    const states = [...dirty].map(of);
    dirty.clear();
    try {
      await store.triggers.saveStates(states);
    } catch (error) {
      // Tried again with the next change; whoever asked for a flush hears of it.
      for (const { triggerId } of states) dirty.add(triggerId);
      throw error;
    }
  };
  const flush = (): Promise<void> => {
    timer?.[Symbol.dispose]();
    timer = null;
    writing = writing.catch(() => {}).then(write);
    return writing;
  };

  return {
    async load(triggers) {
      const unknown = triggers.map((trigger) => trigger.id).filter((id) => !known.has(id));
      for (const state of await store.triggers.states(unknown))
        if (!known.has(state.triggerId)) known.set(state.triggerId, state);
    },
    of,
    change(id, change) {
      const state = { ...of(id), ...change };
      known.set(id, state);
      dirty.add(id);
      timer ??= timers.after(writeBehindMs, () => {
        timer = null;
        flush().catch(() => {});
      });
      return state;
    },
    forget(id) {
      known.delete(id);
      dirty.delete(id);
    },
    flush,
  };
}

function fresh(triggerId: Trigger["id"]): TriggerState {
  return {
    triggerId,
    failures: 0,
    lastRunAt: null,
    lastStatus: null,
    lastExecutionId: null,
    lastScheduledAt: null,
  };
}
