import type { BusMessage } from "@scriptyard/model";
import type { Timers } from "../triggers/timers.ts";
import type { DeliveryFailure, MessageBus, SubscribeOptions, Subscription, Verdict } from "./message-bus.ts";
import type { QueueEntry } from "./queue.ts";
import { createDeliveryQueue } from "./queue.ts";
import { topicMatches } from "./topic.ts";

const longestBackoffMs = 60_000;
/** Until a message is tried again that found no free engine. */
const busyMs = 50;

/** The bus of one process: queues in memory. What waits when it is disposed is handed to `onDead` as `cancelled`. */
export function createMemoryBus(timers: Timers): MessageBus {
  const lines = new Map<string, Line>();
  let published = 0;
  let idlers: (() => void)[] = [];
  const waiting = () => [...lines.values()].reduce((sum, line) => sum + line.size(), 0);
  const onProgress = () => {
    if (idlers.length === 0 || waiting() > 0) return;
    for (const resolve of idlers.splice(0)) resolve();
  };

  return {
    async publish(realmId, message, { whole }) {
      const listening = [...lines.values()].filter((line) => line.hears(realmId, message.topic));
      const full = listening.filter((line) => line.full()).map((line) => line.id);
      if (whole && full.length > 0) return { accepted: 0, full };
      published += 1;
      const accepted = listening.filter((line) => line.offer(message)).length;
      return { accepted, full };
    },
    async deliver(subscriptionId, message) {
      const line = lines.get(subscriptionId);
      return line !== undefined && !line.isClosing() && line.offer(message);
    },
    subscribe(options) {
      if (lines.has(options.id)) throw new Error(`bus: "${options.id}" is subscribed already`);
      const line = createLine(options, timers, onProgress);
      lines.set(options.id, line);
      const close: Subscription["close"] = async (reason) => {
        await line.close(reason);
        if (lines.get(options.id) === line) lines.delete(options.id);
        onProgress();
      };
      return { close, stats: line.stats, [Symbol.asyncDispose]: () => close("cancelled") };
    },
    stats: () => ({ subscriptions: lines.size, waiting: waiting(), published }),
    idle: () =>
      waiting() === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idlers = [...idlers, resolve];
          }),
    async [Symbol.asyncDispose]() {
      await Promise.all([...lines.values()].map((line) => line.close("cancelled")));
      lines.clear();
      onProgress();
    },
  };
}

/** One subscription at work. */
type Line = {
  id: string;
  hears(realmId: string, topic: string): boolean;
  full(): boolean;
  isClosing(): boolean;
  offer(message: BusMessage): boolean;
  size(): number;
  stats: Subscription["stats"];
  close: Subscription["close"];
};

function createLine(options: SubscribeOptions, timers: Timers, onProgress: () => void): Line {
  const queue = createDeliveryQueue<BusMessage>(options.bound);
  const counts = { handled: 0, failed: 0, dead: 0 };
  const running = new Set<Promise<void>>();
  let closing: "cancelled" | "disabled" | null = null;
  let timer: Disposable | null = null;

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

  const attempt = async (entry: QueueEntry<BusMessage>) => {
    const verdict = await ask(options, entry);
    if (verdict.kind === "handled") {
      counts.handled += 1;
      queue.done(entry);
      return;
    }
    if (verdict.kind === "later" && closing === null) return queue.retry(entry, timers.now() + busyMs);
    const failure: DeliveryFailure = verdict.kind === "failed" ? verdict.failure : closedBefore(closing);
    if (verdict.kind === "failed") {
      counts.failed += 1;
      entry.attempts += 1;
      if (entry.attempts < options.attempts && closing === null) {
        const backoffMs = Math.min(longestBackoffMs, options.backoffMs * 2 ** (entry.attempts - 1));
        return queue.retry(entry, timers.now() + backoffMs);
      }
    }
    queue.done(entry);
    dead(entry.item, entry.attempts, failure);
  };

  const dead = (message: BusMessage, attempts: number, failure: DeliveryFailure) => {
    counts.dead += 1;
    options.onDead(message, attempts, failure);
  };

  return {
    id: options.id,
    hears: (realmId, topic) => realmId === options.realmId && topicMatches(options.pattern, topic),
    full: () => closing === null && queue.full(),
    isClosing: () => closing !== null,
    offer(message) {
      if (closing !== null) {
        dead(message, 0, closedBefore(closing));
        return true;
      }
      if (!queue.offer(message.topic, message)) return false;
      // Never within the publisher's own turn: its run ends before what it caused begins.
      queueMicrotask(pump);
      return true;
    },
    size: queue.size,
    stats: () => ({ waiting: queue.size(), ...counts }),
    async close(reason) {
      closing ??= reason;
      timer?.[Symbol.dispose]();
      for (const entry of queue.drain()) dead(entry.item, entry.attempts, closedBefore(closing));
      await Promise.all(running);
    },
  };
}

async function ask(options: SubscribeOptions, entry: QueueEntry<BusMessage>): Promise<Verdict> {
  try {
    return await options.handle(entry.item, entry.attempts + 1);
  } catch (error) {
    // A handler that throws is our own mistake; the message must survive it.
    const text = error instanceof Error ? error.message : String(error);
    return { kind: "failed", failure: { reason: "engine_failure", error: text, executionId: null } };
  }
}

function closedBefore(reason: "cancelled" | "disabled" | null): DeliveryFailure {
  const error =
    reason === "disabled"
      ? "The trigger was disabled or changed before the message was handled."
      : "The server stopped before the message was handled.";
  return { reason: reason ?? "cancelled", error, executionId: null };
}
