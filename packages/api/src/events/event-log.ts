import { randomBytes } from "node:crypto";
import type { Runner, RunnerEvent } from "@scriptyard/runner";

export type LoggedEvent = { id: string; event: RunnerEvent };

/**
 * Numbers the runner's events and keeps the last ones, so that a browser that lost its connection for a moment
 * (sleep, proxy, reload of the stream) gets what it missed instead of a gap.
 */
export type EventLog = AsyncDisposable & {
  /** Whether `follow` can go on after that event without a gap. */
  knows(lastId: string): boolean;
  /** Events from now on, of a realm or of all, or from after `lastId` where that is still known. Ends with the signal. */
  follow(
    filter: {
      realmId?: string;
      /** Kinds that come of every realm nevertheless. */
      ofEvery?: readonly RunnerEvent["type"][];
      types?: readonly RunnerEvent["type"][];
    },
    signal: AbortSignal,
    lastId?: string | null,
  ): AsyncGenerator<LoggedEvent>;
};

/** Kept for resuming. Executions carry their input and logs, so this is also a bound on memory. */
const mostKept = 200;
/** Waiting for one slow reader; beyond it the oldest go, as the runner's own streams do. */
const mostWaiting = 500;
/** With no reader for this long, the log stops listening: the hot path then has nobody to tell. */
const lingerMs = 60_000;

export function createEventLog(runner: Pick<Runner, "events">): EventLog {
  // A number from before a restart must not be taken for one of ours.
  const epoch = randomBytes(4).toString("hex");
  const readers = new Set<(entry: LoggedEvent) => void>();
  let kept: LoggedEvent[] = [];
  let sequence = 0;
  let listening: { stop: AbortController; done: Promise<void> } | null = null;
  let linger: NodeJS.Timeout | undefined;

  const listen = () => {
    clearTimeout(linger);
    if (listening) return;
    const stop = new AbortController();
    const source = runner.events({}, stop.signal);
    listening = { stop, done: pump(source) };
  };
  const pump = async (source: AsyncIterable<RunnerEvent>): Promise<void> => {
    for await (const event of source) {
      const entry = { id: `${epoch}-${++sequence}`, event };
      kept.push(entry);
      // Cut in blocks: a shift per event would copy the array each time.
      if (kept.length > 2 * mostKept) kept = kept.slice(-mostKept);
      for (const deliver of readers) deliver(entry);
    }
  };
  const stopListening = async () => {
    clearTimeout(linger);
    const current = listening;
    listening = null;
    kept = [];
    current?.stop.abort();
    await current?.done;
  };

  return {
    knows: (lastId) => kept.some((entry) => entry.id === lastId),
    async *follow(filter, signal, lastId) {
      const wanted = ({ event }: LoggedEvent) =>
        (filter.realmId === undefined ||
          event.realmId === filter.realmId ||
          filter.ofEvery?.includes(event.type)) &&
        (!filter.types || filter.types.includes(event.type));
      let waiting = missedSince(lastId).filter(wanted);
      let wake = () => {};
      const deliver = (entry: LoggedEvent) => {
        if (!wanted(entry)) return;
        waiting.push(entry);
        if (waiting.length > 2 * mostWaiting) waiting = waiting.slice(-mostWaiting);
        wake();
      };
      const onAbort = () => wake();
      listen();
      readers.add(deliver);
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        while (!signal.aborted) {
          const batch = waiting;
          waiting = [];
          for (const entry of batch) {
            if (signal.aborted) return;
            yield entry;
          }
          if (waiting.length === 0 && !signal.aborted)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
        readers.delete(deliver);
        if (readers.size === 0) {
          linger = setTimeout(() => void stopListening(), lingerMs);
          linger.unref();
        }
      }
    },
    [Symbol.asyncDispose]: stopListening,
  };

  function missedSince(lastId: string | null | undefined): LoggedEvent[] {
    if (!lastId) return [];
    const at = kept.findIndex((entry) => entry.id === lastId);
    return at === -1 ? [] : kept.slice(at + 1);
  }
}
