import type { Realm, StateAct, StateAnswer } from "@scriptyard/model";
import { quotas } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { nextTurn } from "../turns.ts";

/** Where acts on state wait for the transaction that takes them together. */
export type StateLine = {
  /** What the entry answers. Written when it answers. */
  act(realmId: Realm["id"], act: StateAct): Promise<StateAnswer>;
};

/** Acts of one transaction at most: one with a large value takes milliseconds of the main thread. */
const mostTogether = 20;

export const stateRoom = { keys: quotas.stateKeys.most, bytes: quotas.stateBytes.most };

/**
 * Takes together what is asked in one turn, of one run or of many: a transaction costs more than what is done in it. A
 * realm's acts are done in the order in which they were asked.
 */
export function createStateLine({
  store,
  clock,
}: {
  store: Pick<Store, "state">;
  clock: () => number;
}): StateLine {
  type Waiting = { act: StateAct; resolve(answer: StateAnswer): void; reject(error: unknown): void };
  const waiting = new Map<Realm["id"], Waiting[]>();
  /** The writing of a realm that was asked for last: what comes later is written behind it. */
  const writing = new Map<Realm["id"], Promise<void>>();
  let isDue = false;

  async function write(realmId: Realm["id"], all: readonly Waiting[]): Promise<void> {
    for (let from = 0; from < all.length; from += mostTogether) {
      const some = all.slice(from, from + mostTogether);
      try {
        const answers = await store.state.apply(
          { realmId, nowMs: clock(), room: stateRoom },
          some.map(({ act }) => act),
        );
        for (const [index, one] of some.entries()) one.resolve(answers[index]!);
      } catch (error) {
        for (const one of some) one.reject(error);
      }
      // Others come in between.
      await nextTurn();
    }
  }

  function writeAll(): void {
    isDue = false;
    const all = [...waiting];
    waiting.clear();
    for (const [realmId, acts] of all) {
      const before = writing.get(realmId) ?? Promise.resolve();
      const own = before.then(() => write(realmId, acts));
      writing.set(realmId, own);
      void own.then(() => {
        if (writing.get(realmId) === own) writing.delete(realmId);
      });
    }
  }

  return {
    act: (realmId, act) =>
      new Promise((resolve, reject) => {
        const line = waiting.get(realmId);
        if (line) line.push({ act, resolve, reject });
        else waiting.set(realmId, [{ act, resolve, reject }]);
        if (isDue) return;
        isDue = true;
        setImmediate(writeAll);
      }),
  };
}
