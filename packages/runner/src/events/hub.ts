import type { RunnerEvent } from "./types.ts";

export type EventFilter = { realmId?: string; types?: RunnerEvent["type"][] };

/** Live events for whoever listens now. Nothing is kept for those who come later: the store has the record. */
export interface EventHub {
  publish(event: RunnerEvent): void;
  /** Whether anybody would get an event of this kind; lets the hot path skip building one. */
  wanted(type: RunnerEvent["type"], realmId: string): boolean;
  /** Calls `listener` within `publish`, before any subscriber can have the event. For what must hold once an act has answered. */
  listen(types: readonly RunnerEvent["type"][], listener: (event: RunnerEvent) => void): void;
  subscribe(filter: EventFilter, signal: AbortSignal, bound?: number): AsyncIterable<RunnerEvent>;
  stats(): { subscribers: number; dropped: number };
  /** Ends every subscription. */
  close(): void;
}

type Subscriber = {
  filter: EventFilter;
  queue: RunnerEvent[];
  bound: number;
  wake: () => void;
  ended: boolean;
};

export function createEventHub(): EventHub {
  const subscribers = new Set<Subscriber>();
  const listeners = new Map<RunnerEvent["type"], ((event: RunnerEvent) => void)[]>();
  let dropped = 0;
  let closed = false;

  const matches = (filter: EventFilter, type: RunnerEvent["type"], realmId: string) =>
    (filter.realmId === undefined || filter.realmId === realmId) &&
    (filter.types === undefined || filter.types.includes(type));

  return {
    publish(event) {
      for (const listener of listeners.get(event.type) ?? []) listener(event);
      for (const subscriber of subscribers) {
        if (!matches(subscriber.filter, event.type, event.realmId)) continue;
        // A slow listener must not hold memory without bound, nor slow the runs down: the oldest goes.
        if (subscriber.queue.length >= subscriber.bound) {
          subscriber.queue.shift();
          dropped += 1;
        }
        subscriber.queue.push(event);
        subscriber.wake();
      }
    },
    wanted(type, realmId) {
      for (const subscriber of subscribers) if (matches(subscriber.filter, type, realmId)) return true;
      return false;
    },
    listen(types, listener) {
      for (const type of types) listeners.set(type, [...(listeners.get(type) ?? []), listener]);
    },
    subscribe(filter, signal, bound = 1_000) {
      // Registered now, not at the first `next`: events between the call and the loop are not missed.
      const subscriber: Subscriber = { filter, queue: [], bound, wake: () => {}, ended: closed };
      if (!closed && !signal.aborted) subscribers.add(subscriber);
      return iterate(subscriber, signal, () => subscribers.delete(subscriber));
    },
    stats: () => ({ subscribers: subscribers.size, dropped }),
    close() {
      closed = true;
      for (const subscriber of subscribers) {
        subscriber.ended = true;
        subscriber.wake();
      }
    },
  };
}

function iterate(
  subscriber: Subscriber,
  signal: AbortSignal,
  remove: () => void,
): AsyncIterable<RunnerEvent> {
  const onAbort = () => {
    remove();
    subscriber.wake();
  };
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    async *[Symbol.asyncIterator]() {
      try {
        while (!signal.aborted) {
          const event = subscriber.queue.shift();
          if (event !== undefined) {
            yield event;
            continue;
          }
          if (subscriber.ended) return;
          await new Promise<void>((resolve) => {
            subscriber.wake = resolve;
          });
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
        remove();
      }
    },
  };
}
