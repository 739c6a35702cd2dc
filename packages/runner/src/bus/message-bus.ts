import type { BusMessage, DeadLetter } from "@scriptyard/model";
import type { BusChange } from "@scriptyard/store";

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
  /** Names the subscription in refusals, e.g. a trigger's id. Messages that are kept over a restart are kept under it. */
  id: string;
  realmId: `rlm_${string}`;
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
  /** @param handled store it in the transaction that records the run, when that succeeded: it is what "handled" is on disk */
  handle(message: BusMessage, attempt: number, handled: readonly BusChange[]): Promise<Verdict>;
  /**
   * A message that will not be tried again.
   *
   * @param deliveryId what is kept of it, to be given up once the dead letter is stored; null = nothing
   */
  onDead(message: BusMessage, attempts: number, failure: DeliveryFailure, deliveryId: string | null): void;
};

/**
 * Ends it. What waits is dealt with by the reason, and so is what is published until what runs has ended, which is waited
 * for. `disabled`: goes to `onDead`. `cancelled` (disposing): a bus that keeps messages keeps them for the next process,
 * the others give them to `onDead`.
 */
export interface Subscription extends AsyncDisposable {
  close(reason: CloseReason): Promise<void>;
  stats(): SubscriptionStats;
}
export type CloseReason = "cancelled" | "disabled";

export type SubscriptionStats = { waiting: number; handled: number; failed: number; dead: number };

export type Published = {
  /** Subscriptions it was put in line for. */
  accepted: number;
  /** Ids of subscriptions that had no room. */
  full: string[];
};

/**
 * The bus, as the runner sees it. In this process it is `createDurableBus` or `createMemoryBus`; a bus over the network
 * implements the same. `contract.test.ts` runs over all of them.
 *
 * Promises: asynchronous, in order per topic and subscription, at least once while the process lives, bounded. A durable
 * bus: also over the end of the process, and what a run that was recorded did with a message counts once.
 */
export interface MessageBus extends AsyncDisposable {
  /**
   * For callers: puts a message in line for everybody who listens to its topic in the realm, and resolves when it is kept. A
   * single full subscription refuses it for all: nothing was put in line, `full` says why.
   *
   * @throws Fault `storage` when it cannot be kept: nothing was put in line
   */
  publish(realmId: `rlm_${string}`, message: BusMessage): Promise<Published>;
  /**
   * For runs: puts a message in line at once for those that have room. It is kept when `changes` are stored, which belong in
   * the transaction that records the run.
   */
  hand(realmId: `rlm_${string}`, message: BusMessage): Handed;
  /**
   * What to store with a run's record, so that a message which that run published and nobody will handle is a dead letter from
   * then on, until whoever keeps the letters has it.
   */
  buried(message: BusMessage, letter: DeadLetter): readonly BusChange[];
  /**
   * Puts the message of a dead letter in line again, for one subscription, or with null for all that listen, and has the letter
   * taken off its list: at any moment it is the one or the other. False, and the letter stays, when one has no room or none is
   * there.
   *
   * @throws Fault `storage` when it cannot be kept: the letter stays
   */
  deliver(subscriptionId: string | null, message: BusMessage, grave: Grave): Promise<boolean>;
  subscribe(options: SubscribeOptions): Subscription;
  /** What an earlier process left for subscriptions that are not there: taken out. Call it when all have subscribed. */
  unclaimed(): readonly Unclaimed[];
  stats(): { subscriptions: number; waiting: number; published: number };
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
}

export type Handed = Published & {
  /** Ids of subscriptions that are being given up: it was not put in line for them. */
  disabled: string[];
  changes: readonly BusChange[];
};

/** In the place of a subscription, for what is dead before it reached any. */
export const nobody = "nobody";

/** Where a dead letter is listed. */
export type Grave = {
  letter: DeadLetter;
  /** Takes it off the list. @throws Fault `not_found` when somebody else has */
  open: () => Promise<void>;
};

export type Unclaimed = {
  deliveryId: string;
  subscriptionId: string;
  realmId: `rlm_${string}`;
  message: BusMessage;
  attempts: number;
};
