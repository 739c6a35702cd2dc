import type { Execution } from "@scriptyard/model";

/** A record and its place in the order of arrival. */
type Entry = { number: number; execution: Execution };

/** What waits to be written. Errors and successes wait apart, so that making room never searches. */
export type RecordQueue = {
  /** Adds a record; in a full queue the oldest success makes room, an error is added all the same. */
  add(execution: Execution): void;
  /** Counts a record that came too late. */
  refuse(): void;
  /** The next records, errors first. They count as waiting until `settle`. */
  take(most: number): Execution[];
  /** Ends the last `take`; what is handed in goes back to the front. */
  settle(again: Execution[]): void;
  size(): number;
  dropped(): number;
  /** Arrival number of the oldest record that waits, or null. */
  oldest(): number | null;
  /** Arrival number of the latest record ever added; 0 before the first. */
  lastNumber(): number;
};

export function createQueue(maxQueued: number): RecordQueue {
  const errors = createFifo<Entry>();
  const successes = createFifo<Entry>();
  let taken: Entry[] = [];
  let dropped = 0;
  let last = 0;

  const size = () => errors.size() + successes.size() + taken.length;

  return {
    add(execution) {
      const entry = { number: ++last, execution };
      (execution.status === "error" ? errors : successes).push(entry);
      if (size() > maxQueued && successes.shift()) dropped += 1;
    },
    refuse() {
      dropped += 1;
    },
    take(most) {
      for (const fifo of [errors, successes])
        while (taken.length < most) {
          const entry = fifo.shift();
          if (!entry) break;
          taken.push(entry);
        }
      return taken.map((entry) => entry.execution);
    },
    settle(again) {
      const kept = new Set(again);
      const back = taken.filter((entry) => kept.has(entry.execution));
      taken = [];
      errors.unshift(back.filter((entry) => entry.execution.status === "error"));
      successes.unshift(back.filter((entry) => entry.execution.status === "ok"));
      // Others came in while these were away.
      while (size() > maxQueued && successes.shift()) dropped += 1;
    },
    size,
    dropped: () => dropped,
    oldest() {
      const numbers = [errors.peek(), successes.peek(), ...taken].map((entry) => entry?.number ?? Infinity);
      const oldest = Math.min(...numbers);
      return oldest === Infinity ? null : oldest;
    },
    lastNumber: () => last,
  };
}

/** First in, first out, without moving the rest at every `shift`. */
function createFifo<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    push(item: T) {
      items.push(item);
    },
    shift(): T | undefined {
      const item = items[head];
      if (head < items.length) head += 1;
      if (head > 1_000 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    unshift(front: T[]) {
      if (front.length === 0) return;
      items = [...front, ...items.slice(head)];
      head = 0;
    },
    peek: (): T | undefined => items[head],
    size: () => items.length - head,
  };
}
