import type { BusMessage } from "@scriptyard/model";
import type { BusChange } from "@scriptyard/store";
import type { Timers } from "../timers.ts";
import type { CloseReason, DeliveryFailure, SubscribeOptions, Subscription, Verdict } from "./message-bus.ts";
import type { QueueEntry } from "./queue.ts";
import { createDeliveryQueue } from "./queue.ts";
import { topicMatches } from "./topic.ts";

const longestBackoffMs = 60_000;
/** Until a message is tried again that found no free engine. */
const busyMs = 50;

/** A message in line. */
export type Delivery = {
  message: BusMessage;
  /** It may have ended the process: nothing else that may have runs beside it. */
  suspect?: boolean;
};

/** What a line tells a bus that keeps messages. */
export type Keeper = {
  /** What is kept of a message. */
  idOf(message: BusMessage): string;
  /** What to store when a message was handled. */
  handled(message: BusMessage): readonly BusChange[];
  tried(message: BusMessage, attempts: number): void;
  /** Before a suspect runs: resolves when it is its turn and the try is noted; disposing ends the turn. */
  alone(message: BusMessage, attempts: number): Promise<Disposable>;
};

/** One subscription at work. */
export type Line = {
  id: string;
  realmId: SubscribeOptions["realmId"];
  hears(realmId: string, topic: string): boolean;
  full(): boolean;
  /** Holds a place for a message that is being written down; dispose it before the offer. */
  reserve(): Disposable;
  closing(): CloseReason | null;
  /** False when it is full. */
  offer(message: BusMessage): boolean;
  /** What an earlier process left: in line whatever the bound. */
  resume(delivery: Delivery, attempts: number): void;
  dead(message: BusMessage, attempts: number, failure: DeliveryFailure): void;
  size(): number;
  stats: Subscription["stats"];
  close: Subscription["close"];
};

export type LineParts = { timers: Timers; onProgress: () => void; keeper: Keeper | null };

export function createLine(options: SubscribeOptions, { timers, onProgress, keeper }: LineParts): Line {
  const queue = createDeliveryQueue<Delivery>(options.bound);
  const counts = { handled: 0, failed: 0, dead: 0 };
  const running = new Set<Promise<void>>();
  let closing: CloseReason | null = null;
  let timer: Disposable | null = null;
  let reserved = 0;

  const pump = () => {
    timer?.[Symbol.dispose]();
    timer = null;
    if (closing !== null) return;
    while (running.size < options.concurrency) {
      const entry = queue.take(timers.now());
      if (entry === null) break;
      const job: Promise<void> = attempt(entry).finally(() => {
        running.delete(job);
        pump();
        onProgress();
      });
      running.add(job);
    }
    const at = queue.nextAt();
    // With every lane busy the end of one of them pumps again.
    if (at !== null && Number.isFinite(at) && running.size < options.concurrency)
      timer = timers.after(Math.max(1, at - timers.now()), pump);
  };

  const attempt = async (entry: QueueEntry<Delivery>) => {
    const { message } = entry.item;
    const verdict = await tryOnce(entry);
    if (verdict.kind === "handled") {
      counts.handled += 1;
      queue.done(entry);
      return;
    }
    if (verdict.kind === "later" && closing === null) return queue.retry(entry, timers.now() + busyMs);
    // The next process goes on with it, as if this one had not begun.
    const interrupted = verdict.kind === "later" || verdict.failure.reason === "cancelled";
    if (closing === "cancelled" && keeper !== null && interrupted) return queue.done(entry);
    const failure: DeliveryFailure = verdict.kind === "failed" ? verdict.failure : closedBefore(closing);
    if (verdict.kind === "failed") {
      counts.failed += 1;
      entry.attempts += 1;
      if (entry.attempts < options.attempts) {
        if (closing !== "disabled") keeper?.tried(message, entry.attempts);
        if (closing === "cancelled" && keeper !== null) return queue.done(entry);
        if (closing === null) {
          const backoffMs = Math.min(longestBackoffMs, options.backoffMs * 2 ** (entry.attempts - 1));
          return queue.retry(entry, timers.now() + backoffMs);
        }
      }
    }
    queue.done(entry);
    dead(message, entry.attempts, failure);
  };

  const tryOnce = async (entry: QueueEntry<Delivery>): Promise<Verdict> => {
    const { message, suspect } = entry.item;
    if (suspect !== true || keeper === null) return ask(options, entry, keeper?.handled(message) ?? []);
    try {
      using _turn = await keeper.alone(message, entry.attempts + 1);
      const verdict = await ask(options, entry, keeper.handled(message));
      if (verdict.kind === "later") keeper.tried(message, entry.attempts);
      return verdict;
    } catch {
      // The try could not be noted (a full disk): without that it does not run.
      return { kind: "later" };
    }
  };

  const dead = (message: BusMessage, attempts: number, failure: DeliveryFailure) => {
    counts.dead += 1;
    options.onDead(message, attempts, failure, keeper?.idOf(message) ?? null);
  };
  const full = () => queue.size() + reserved >= options.bound;

  return {
    id: options.id,
    realmId: options.realmId,
    hears: (realmId, topic) => realmId === options.realmId && topicMatches(options.pattern, topic),
    full: () => closing === null && full(),
    reserve() {
      reserved += 1;
      return {
        [Symbol.dispose]() {
          reserved -= 1;
        },
      };
    },
    closing: () => closing,
    offer(message) {
      if (closing === "cancelled" && keeper !== null) return true;
      if (closing !== null) {
        dead(message, 0, closedBefore(closing));
        return true;
      }
      if (full()) return false;
      queue.offer(message.topic, { message });
      // Never within the publisher's own turn: its run ends before what it caused begins.
      queueMicrotask(pump);
      return true;
    },
    resume(delivery, attempts) {
      queue.restore(delivery.message.topic, delivery, attempts);
      queueMicrotask(pump);
    },
    dead,
    size: queue.size,
    stats: () => ({ waiting: queue.size(), ...counts }),
    async close(reason) {
      closing ??= reason;
      timer?.[Symbol.dispose]();
      const waiting = queue.drain();
      if (closing === "disabled" || keeper === null)
        for (const { item, attempts } of waiting) dead(item.message, attempts, closedBefore(closing));
      await Promise.all(running);
    },
  };
}

async function ask(
  options: SubscribeOptions,
  entry: QueueEntry<Delivery>,
  handled: readonly BusChange[],
): Promise<Verdict> {
  try {
    return await options.handle(entry.item.message, entry.attempts + 1, handled);
  } catch (error) {
    // A handler that throws is our own mistake; the message must survive it.
    const text = error instanceof Error ? error.message : String(error);
    return { kind: "failed", failure: { reason: "engine_failure", error: text, executionId: null } };
  }
}

export const disabledBefore = "The trigger was disabled or changed before the message was handled.";

function closedBefore(reason: CloseReason | null): DeliveryFailure {
  const error = reason === "disabled" ? disabledBefore : "The server stopped before the message was handled.";
  return { reason: reason ?? "cancelled", error, executionId: null };
}
