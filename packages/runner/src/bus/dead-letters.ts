import type { DeadLetter } from "@scriptyard/model";
import type { BusChange, Recorder, Store } from "@scriptyard/store";
import type { RunnerLog } from "../options.ts";
import type { Timers } from "../timers.ts";

/**
 * Writes dead letters off the delivery path, a batch at a time. While the store takes none they stay here, the newest
 * `mostWaiting` of them: no more than it keeps of one realm anyway.
 */
export type DeadLetterBox = {
  /** @param deliveryId what the bus keeps of the message: given up once the letter is stored */
  add(letter: DeadLetter, deliveryId?: string | null): void;
  /** The letters among what was just handed over to the bus, with a run's record or alone: it keeps them until they are stored. */
  addBuried(changes: readonly BusChange[]): void;
  /** Resolves when everything added before is stored, or cannot be just now: it is tried again then. */
  flush(): Promise<void>;
};

const batchMs = 20;
const retryMs = 1_000;
/** How long the records may take: a disk that takes none holds nobody up who only wants to see what there is. */
const mostKeepMs = 1_000;
const mostWaiting = 10_000;

export type DeadLetterParts = {
  store: Pick<Store, "deadLetters" | "bus">;
  recorder: Pick<Recorder, "note" | "flush">;
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
  /** Whether it is done by then. */
  const within = (ms: number, done: Promise<void>): Promise<boolean> =>
    new Promise((resolve) => {
      const limit = timers.after(ms, () => resolve(false));
      void done.then(() => {
        limit[Symbol.dispose]();
        resolve(true);
      });
    });
  const keep = (letters: Waiting[], error: unknown) => {
    waiting = letters.slice(-mostWaiting);
    if (waiting.length === letters.length) return;
    lost += letters.length - waiting.length;
    log.error({ err: error, lost }, "dead letters cannot be written; the oldest are dropped");
  };
  const write = async () => {
    const all = waiting;
    if (all.length === 0) return;
    waiting = [];
    // Listed before the bus has it on the disk, it would be there twice when the process ends: the run that made it is not
    // recorded then, and happens again.
    const isKept = await within(mostKeepMs, recorder.flush());
    const batch = all.filter(({ deliveryId }) => isKept || deliveryId === null);
    if (!isKept) {
      keep([...all.filter(({ deliveryId }) => deliveryId !== null), ...waiting], null);
      schedule(retryMs);
    }
    if (batch.length === 0) return;
    try {
      await store.deadLetters.insertMany(batch.map(({ letter }) => letter));
      const ended = batch.flatMap(({ deliveryId }) =>
        deliveryId === null ? [] : [{ kind: "over" as const, deliveryId }],
      );
      // At once: whoever sees the letter may have it delivered again, and what is noted later would end that.
      if (ended.length > 0) await store.bus.write(ended).catch(() => recorder.note(ended));
    } catch (error) {
      // A full disk passes: they stay in memory, in order, and are tried again.
      keep([...batch, ...waiting], error);
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
