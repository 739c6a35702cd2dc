import type { DeadLetter } from "@scriptyard/model";
import type { BusChange, Recorder, Store } from "@scriptyard/store";
import type { RunnerLog } from "../options.ts";
import type { Timers } from "../triggers/timers.ts";

/**
 * Writes dead letters off the delivery path, a batch at a time. While the store takes none they stay here, the newest
 * `mostWaiting` of them: no more than it keeps of one realm anyway.
 */
export type DeadLetterBox = {
  /** @param deliveryId what the bus keeps of the message: given up once the letter is stored */
  add(letter: DeadLetter, deliveryId?: string | null): void;
  /** The letters among what was just handed over with a run's record: the bus keeps them until they are stored. */
  addBuried(changes: readonly BusChange[]): void;
  /** Resolves when everything added before is stored. */
  flush(): Promise<void>;
};

const batchMs = 20;
const retryMs = 1_000;
const mostWaiting = 10_000;

export type DeadLetterParts = {
  store: Pick<Store, "deadLetters">;
  recorder: Pick<Recorder, "note">;
  timers: Timers;
  log: RunnerLog;
};
type Waiting = { letter: DeadLetter; deliveryId: string | null };

export function createDeadLetterBox({ store, recorder, timers, log }: DeadLetterParts): DeadLetterBox {
  let lost = 0;
  let waiting: Waiting[] = [];
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
      await store.deadLetters.insertMany(batch.map(({ letter }) => letter));
      recorder.note(
        batch.flatMap(({ deliveryId }) =>
          deliveryId === null ? [] : [{ kind: "over" as const, deliveryId }],
        ),
      );
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
    add(letter, deliveryId = null) {
      // Beside the message first: the two are in files of their own, and between them the process may end.
      if (deliveryId !== null) recorder.note([{ kind: "dead", deliveryId, letter }]);
      waiting.push({ letter, deliveryId });
      schedule(batchMs);
    },
    addBuried(changes) {
      for (const change of changes)
        if (change.kind === "dead") waiting.push({ letter: change.letter, deliveryId: change.deliveryId });
      if (waiting.length > 0) schedule(batchMs);
    },
    flush,
  };
}
