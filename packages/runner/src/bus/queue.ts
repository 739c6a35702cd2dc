/** One message waiting or being handled. `attempts` counts the tries that are over. */
export type QueueEntry<T> = { readonly topic: string; readonly item: T; attempts: number };

/**
 * What waits for one subscription. Within a topic one entry at a time, in the order of arrival, also while the first one
 * waits for its next try; topics do not wait for each other.
 *
 * offer → waiting → take → running → done (gone) | retry (waiting again, first of its topic, not before a point in time)
 */
export type DeliveryQueue<T> = {
  /** False when as many as `bound` are waiting or running: nothing was added. */
  offer(topic: string, item: T): boolean;
  /** Adds what waited before, whatever the bound. */
  restore(topic: string, item: T, attempts: number): void;
  full: () => boolean;
  /** The next entry that may run at `now`, which then is running. */
  take(now: number): QueueEntry<T> | null;
  done(entry: QueueEntry<T>): void;
  retry(entry: QueueEntry<T>, notBefore: number): void;
  /** When `take` may answer something; null = not before something is offered or ends. */
  nextAt(): number | null;
  /** Takes out everything that waits, in order; what runs goes on. */
  drain(): QueueEntry<T>[];
  size: () => number;
};

type Lane<T> = { waiting: QueueEntry<T>[]; running: QueueEntry<T> | null };

export function createDeliveryQueue<T>(bound: number): DeliveryQueue<T> {
  const lanes = new Map<string, Lane<T>>();
  /** Topics whose first entry may run, longest ready first. */
  const ready = new Set<string>();
  /** Topics whose first entry waits for its next try. */
  const delayed = new Map<string, number>();
  let size = 0;

  const laneOf = (topic: string): Lane<T> => {
    const known = lanes.get(topic);
    if (known !== undefined) return known;
    const made = { waiting: [], running: null };
    lanes.set(topic, made);
    return made;
  };
  const running = (entry: QueueEntry<T>): Lane<T> => {
    const lane = lanes.get(entry.topic);
    if (lane?.running !== entry) throw new Error("bus: an entry ended that was not running");
    lane.running = null;
    return lane;
  };
  const settle = (topic: string, lane: Lane<T>) => {
    if (lane.waiting.length > 0) ready.add(topic);
    else lanes.delete(topic);
  };

  const restore = (topic: string, item: T, attempts: number) => {
    const lane = laneOf(topic);
    lane.waiting.push({ topic, item, attempts });
    size += 1;
    if (lane.running === null && !delayed.has(topic)) ready.add(topic);
  };

  return {
    offer(topic, item) {
      if (size >= bound) return false;
      restore(topic, item, 0);
      return true;
    },
    restore,
    full: () => size >= bound,
    take(now) {
      for (const [topic, at] of delayed) {
        if (at > now) continue;
        delayed.delete(topic);
        ready.add(topic);
      }
      const [topic] = ready;
      if (topic === undefined) return null;
      ready.delete(topic);
      const lane = laneOf(topic);
      const entry = lane.waiting.shift()!;
      lane.running = entry;
      return entry;
    },
    done(entry) {
      const lane = running(entry);
      size -= 1;
      settle(entry.topic, lane);
    },
    retry(entry, notBefore) {
      const lane = running(entry);
      lane.waiting.unshift(entry);
      delayed.set(entry.topic, notBefore);
    },
    nextAt() {
      if (ready.size > 0) return Number.NEGATIVE_INFINITY;
      return delayed.size === 0 ? null : Math.min(...delayed.values());
    },
    drain() {
      const out: QueueEntry<T>[] = [];
      for (const [topic, lane] of lanes) {
        out.push(...lane.waiting.splice(0));
        if (lane.running === null) lanes.delete(topic);
      }
      ready.clear();
      delayed.clear();
      size -= out.length;
      return out;
    },
    size: () => size,
  };
}
