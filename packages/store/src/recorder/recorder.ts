import { type Execution, Fault, faults } from "@scriptyard/model";
import { netOf, type RecordChange } from "../records/changes.ts";
import type { Store } from "../store.ts";
import { createQueue, type Entry } from "./queue.ts";

/** Batches execution records off the request path. */
export interface Recorder extends AsyncDisposable {
  /**
   * Never blocks. Errors are never dropped; successes are dropped when the queue is full, and counted.
   *
   * @param changes what the run did to messages, and the way a walk took: stored in the transaction of its record, after those of every run before
   */
  record(execution: Execution, changes?: readonly RecordChange[]): void;
  /** What became of messages, or a walk, without a run of its own; in order with the changes of runs. */
  note(changes: readonly RecordChange[]): void;
  stats(): { queued: number; written: number; dropped: number; failedBatches: number };
  /** Resolves when everything recorded before the call is on disk. */
  flush(): Promise<void>;
}

export type RecorderOptions = {
  /** Records waiting at most; errors may go beyond. Default 10 000 (some 15 MB). */
  maxQueued?: number;
  /** Records per transaction at most. Default 250. */
  batchSize?: number;
  /** How long a lone record waits for company, in milliseconds. Default 50. */
  intervalMs?: number;
  /** First pause after a batch that failed; doubles up to 5 s. Default 100. */
  retryMs?: number;
  /** How long `dispose` tries to write what is left. Default 10 000. */
  disposeTimeoutMs?: number;
  /** Told of every failed batch, and of a record the database will never take (`lost`). */
  onError?: (fault: Fault, lost: Execution[]) => void;
};

const longestRetryMs = 5_000;

/**
 * Takes execution records off the request path and writes them in batches, one at a time. `record` only appends to a
 * queue. A full queue drops its oldest success and counts it; a database that is out of service is tried again with
 * growing pauses, while the queue keeps filling.
 *
 * @example
 * await using recorder = createRecorder(store);
 * recorder.record(execution);
 */
export function createRecorder(store: Pick<Store, "executions">, options: RecorderOptions = {}): Recorder {
  const { maxQueued = 10_000, batchSize = 250, intervalMs = 50, retryMs = 100 } = options;
  const { disposeTimeoutMs = 10_000, onError } = options;
  const queue = createQueue(maxQueued);
  const flushes: { upTo: number; resolve(): void }[] = [];
  const counts = { written: 0, unwritable: 0, failedBatches: 0 };
  let timer: NodeJS.Timeout | undefined;
  let writing = false;
  /** A failure waits: it may be the last thing this process does, so it does not wait for company. */
  let urgent = false;
  let pauseMs = 0;
  let disposing: Promise<void> | undefined;
  let ended = false;

  function schedule(): void {
    if (writing || ended || queue.size() === 0) return;
    const inHurry = queue.size() >= batchSize || urgent || flushes.length > 0 || disposing !== undefined;
    const delayMs = pauseMs > 0 ? pauseMs : inHurry ? 0 : intervalMs;
    if (timer && (pauseMs > 0 || !inHurry)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void writeBatch(), delayMs);
  }

  async function writeBatch(): Promise<void> {
    timer = undefined;
    writing = true;
    urgent = false;
    const batch = queue.take(batchSize);
    const failed = await write(batch);
    writing = false;
    queue.settle(failed);
    settleFlushes();
    schedule();
  }

  /**
   * Answers the entries to try again. A batch that is refused for what it holds is halved until the culprit is alone; its
   * changes to messages are then written without it.
   */
  async function write(batch: readonly Entry[]): Promise<readonly Entry[]> {
    const records = batch.flatMap(({ execution }) => (execution === null ? [] : [execution]));
    try {
      const changes = netOf(batch.flatMap((entry) => entry.changes));
      if (changes.length > 0) await store.executions.insertMany(records, changes);
      else if (records.length > 0) await store.executions.insertMany(records);
      counts.written += records.length;
      pauseMs = 0;
      return [];
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault("internal", String(error), { cause: error });
      counts.failedBatches += 1;
      const mayPass = faults[fault.code].retry;
      const alone = !mayPass && batch.length === 1;
      const lost = alone ? records : [];
      counts.unwritable += lost.length;
      report(fault, lost);
      if (alone) {
        queue.drop(batch[0]!);
        return records.length > 0 && batch[0]!.changes.length > 0 ? write(batch) : [];
      }
      if (mayPass) {
        pauseMs = Math.min(longestRetryMs, pauseMs === 0 ? retryMs : pauseMs * 2);
        return batch;
      }
      const middle = batch.length >> 1;
      const later = batch.slice(middle);
      const again = await write(batch.slice(0, middle));
      // Changes to messages keep their order: nothing overtakes what has to be tried again.
      return again.length > 0 ? [...again, ...later] : write(later);
    }
  }

  function report(fault: Fault, lost: Execution[]): void {
    try {
      onError?.(fault, lost);
    } catch {
      // A logger that throws must not stop the recording.
    }
  }

  function settleFlushes(): void {
    const oldest = queue.oldest();
    for (const flush of flushes.splice(0)) {
      if (oldest === null || oldest > flush.upTo) flush.resolve();
      else flushes.push(flush);
    }
  }

  function flush(): Promise<void> {
    return new Promise((resolve) => {
      flushes.push({ upTo: queue.lastNumber(), resolve });
      settleFlushes();
      schedule();
    });
  }

  async function drain(): Promise<void> {
    let giveUp: NodeJS.Timeout | undefined;
    const timeout = new Promise<"late">((resolve) => {
      giveUp = setTimeout(() => resolve("late"), disposeTimeoutMs);
    });
    const late = (await Promise.race([flush(), timeout])) === "late";
    ended = true;
    clearTimeout(giveUp);
    clearTimeout(timer);
    if (late)
      throw new Fault(
        "storage",
        `${queue.size()} execution records could not be written within ${disposeTimeoutMs} ms and are lost.`,
      );
  }

  return {
    record(execution, changes = []) {
      if (ended) return queue.refuse();
      queue.add(execution, changes);
      urgent ||= execution.status === "error";
      schedule();
    },
    note(changes) {
      if (ended || changes.length === 0) return;
      queue.add(null, changes);
      schedule();
    },
    stats: () => ({
      queued: queue.size(),
      written: counts.written,
      dropped: queue.dropped() + counts.unwritable,
      failedBatches: counts.failedBatches,
    }),
    flush,
    [Symbol.asyncDispose]: () => (disposing ??= drain()),
  };
}
