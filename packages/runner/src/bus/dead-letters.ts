import type { DeadLetter } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { RunnerLog } from "../options.ts";
import type { Timers } from "../triggers/timers.ts";

/**
 * Writes dead letters off the delivery path, a batch at a time. While the store takes none they stay here, the newest
 * `mostWaiting` of them: no more than it keeps of one realm anyway.
 */
export type DeadLetterBox = {
  add(letter: DeadLetter): void;
  /** Resolves when everything added before is stored. */
  flush(): Promise<void>;
};

const batchMs = 20;
const retryMs = 1_000;
const mostWaiting = 10_000;

export function createDeadLetterBox(parts: { store: Store; timers: Timers; log: RunnerLog }): DeadLetterBox {
  const { store, timers, log } = parts;
  let lost = 0;
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
    } catch (error) {
      // A full disk passes: they stay in memory, in order, and are tried again.
      waiting = [...batch, ...waiting];
      if (waiting.length > mostWaiting) {
        lost += waiting.length - mostWaiting;
        waiting = waiting.slice(-mostWaiting);
        log.error({ err: error, lost }, "dead letters cannot be written; the oldest are dropped");
      }
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
