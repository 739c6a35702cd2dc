import type { BusMessage } from "@scriptyard/model";

/** How a delivery ended, as the handler sees it. Handlers answer; they do not throw. */
export type Verdict =
  | { kind: "handled" }
  /** Counts as an attempt. */
  | { kind: "failed"; failure: DeliveryFailure }
  /** Could not be tried at all (no engine was free): tried again without counting. */
  | { kind: "later" };

export type DeliveryFailure = {
  reason: import("@scriptyard/model").DeadLetterReason;
  error: string;
  executionId: `exe_${string}` | null;
};

export type SubscribeOptions = {
  /** Names the subscription in refusals, e.g. a trigger's id. */
  id: string;
  realmId: string;
  /** See `topicMatches`. */
  pattern: string;
  /** Messages that may wait; beyond it publishers are refused. */
  bound: number;
  /** Topics handled side by side; within a topic it is always one at a time. */
  concurrency: number;
  /** Tries before a message is dead. */
  attempts: number;
  /** Before the second try, in ms; doubled for each further one, a minute at most. */
  backoffMs: number;
  handle(message: BusMessage, attempt: number): Promise<Verdict>;
  /** A message that will not be tried again. */
  onDead(message: BusMessage, attempts: number, failure: DeliveryFailure): void;
};

/**
 * Ends it: what waits goes to `onDead` with the reason given, and so does what is published until what runs has ended, which
 * is waited for. Disposing closes as `cancelled`.
 */
export interface Subscription extends AsyncDisposable {
  close(reason: "cancelled" | "disabled"): Promise<void>;
  stats(): SubscriptionStats;
}

export type SubscriptionStats = { waiting: number; handled: number; failed: number; dead: number };

export type Published = {
  /** Subscriptions it was put in line for. */
  accepted: number;
  /** Ids of subscriptions that had no room. */
  full: string[];
};

/**
 * The bus, as the runner sees it. In this process it is `createMemoryBus`; a bus over the network implements the same.
 *
 * Promises: asynchronous, in order per topic and subscription, at least once while the process lives, bounded.
 */
export interface MessageBus extends AsyncDisposable {
  /**
   * Puts a message in line for everybody who listens to its topic in the realm. With `whole` a single full subscription
   * refuses it for all (nothing was put in line, `full` says why); otherwise it goes to those that have room.
   */
  publish(realmId: string, message: BusMessage, options: { whole: boolean }): Promise<Published>;
  /** Puts a message in line for one subscription; false when that is full or not there. */
  deliver(subscriptionId: string, message: BusMessage): Promise<boolean>;
  subscribe(options: SubscribeOptions): Subscription;
  stats(): { subscriptions: number; waiting: number; published: number };
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
}
