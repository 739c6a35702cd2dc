import type { Execution } from "@scriptyard/model";
import type { RecordChange } from "../records/changes.ts";

/** A record, or changes to messages, or both, and its place in the order of arrival. */
export type Entry = { number: number; execution: Execution | null; changes: readonly RecordChange[] };

/**
 * What waits to be written. Errors and successes wait apart, so that making room never searches. What changes messages has a
 * lane of its own, which goes first and in order: a message must not be handled on disk before it was published there.
 */
export type RecordQueue = {
  /** Adds a record; in a full queue the oldest success makes room, an error is added all the same. */
  add(execution: Execution | null, changes: readonly RecordChange[]): void;
  /** Counts a record that came too late. */
  refuse(): void;
  /** The next entries: those with changes, then errors, then successes. They count as waiting until `settle`. */
  take(most: number): Entry[];
  /** Takes the record out of an entry; its changes stay. */
  drop(entry: Entry): void;
  /** Ends the last `take`; what is handed in goes back to the front. */
  settle(again: readonly Entry[]): void;
  /** Entries that wait. */
  size(): number;
  dropped(): number;
  /** Arrival number of the oldest entry that waits, or null. */
  oldest(): number | null;
  /** Arrival number of the latest entry ever added; 0 before the first. */
  lastNumber(): number;
};

export function createQueue(maxQueued: number): RecordQueue {
  const ordered = createFifo<Entry>();
  /** Those of `ordered` whose record may be dropped, in the same order. */
  const droppable = createFifo<Entry>();
  const errors = createFifo<Entry>();
  const successes = createFifo<Entry>();
  let taken: Entry[] = [];
  let dropped = 0;
  let last = 0;
  /** Records that wait, taken ones too: they are what the bound counts, changes are small. */
  let records = 0;

  const makeRoom = () => {
    while (records > maxQueued) {
      const entry = droppable.shift();
      if (entry !== undefined) entry.execution = null;
      else if (successes.shift() === undefined) return;
      records -= 1;
      dropped += 1;
    }
  };
  const isSuccess = ({ execution }: Entry) => execution?.status === "ok";

  return {
    add(execution, changes) {
      const entry = { number: ++last, execution, changes };
      if (execution !== null) records += 1;
      if (changes.length > 0) {
        ordered.push(entry);
        if (isSuccess(entry)) droppable.push(entry);
      } else (isSuccess(entry) ? successes : errors).push(entry);
      makeRoom();
    },
    refuse() {
      dropped += 1;
    },
    take(most) {
      for (const fifo of [ordered, errors, successes])
        while (taken.length < most) {
          const entry = fifo.shift();
          if (!entry) break;
          if (droppable.peek() === entry) droppable.shift();
          taken.push(entry);
        }
      return taken;
    },
    drop(entry) {
      if (entry.execution !== null) records -= 1;
      entry.execution = null;
    },
    settle(again) {
      const kept = new Set(again);
      const back = taken.filter((entry) => kept.has(entry));
      records -= taken.filter((entry) => entry.execution !== null && !kept.has(entry)).length;
      taken = [];
      const withChanges = back.filter(({ changes }) => changes.length > 0);
      ordered.unshift(withChanges);
      droppable.unshift(withChanges.filter(isSuccess));
      const plain = back.filter(({ changes }) => changes.length === 0);
      errors.unshift(plain.filter((entry) => !isSuccess(entry)));
      successes.unshift(plain.filter(isSuccess));
      // Others came in while these were away.
      makeRoom();
    },
    size: () => ordered.size() + errors.size() + successes.size() + taken.length,
    dropped: () => dropped,
    oldest() {
      const heads = [ordered.peek(), errors.peek(), successes.peek(), ...taken];
      const oldest = Math.min(...heads.map((entry) => entry?.number ?? Infinity));
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
