import type { DeadLetter } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Timers } from "../triggers/timers.ts";

/** Writes dead letters off the delivery path, a batch at a time. None is dropped while the process lives. */
export type DeadLetterBox = {
  add(letter: DeadLetter): void;
  /** Resolves when everything added before is stored. */
  flush(): Promise<void>;
};

const batchMs = 20;
const retryMs = 1_000;

export function createDeadLetterBox(parts: { store: Store; timers: Timers }): DeadLetterBox {
  const { store, timers } = parts;
  let waiting: DeadLetter[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: Disposable | null = null;

  const flush = (): Promise<void> => {
    timer?.[Symbol.dispose]();
    timer = null;
    writing = writing.then(write);
    return writing;
  };
  const schedule = (ms: number) => {
    timer ??= timers.after(ms, () => {
      timer = null;
      void flush();
    });
  };
  const write = async () => {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    try {
      await store.deadLetters.insertMany(batch);
    } catch {
      // A full disk passes: they stay in memory, in order, and are tried again.
      waiting = [...batch, ...waiting];
      schedule(retryMs);
    }
  };

  return {
    add(letter) {
      waiting.push(letter);
      schedule(batchMs);
    },
    flush,
  };
}
