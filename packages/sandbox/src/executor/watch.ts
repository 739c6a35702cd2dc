import { POLL_INTERVAL } from "../engine/layout.ts";
import type { Machine } from "../engine/machine.ts";

/** Why a guest was stopped, in the order of precedence. */
export type Stop =
  | { reason: "deadline" }
  | { reason: "cancelled" }
  | { reason: "operations"; reached: number }
  | { reason: "security"; message: string }
  | { reason: "limit"; name: StoppingLimit; reached: number };

/** Limits that are counted on the host and end the run. */
export type StoppingLimit = "hostCalls" | "resultBytes" | "promiseJobs";

/** Thrown through wasm when a stopped guest goes on nevertheless. The instance is discarded. */
export class HardStop extends Error {
  override name = "HardStop";
}

/**
 * Time and operations of one run. The engine asks at every poll; once stopped, the answer stays "stop", also while jobs
 * drain and the result is read.
 *
 * One operation is one tick of the engine's countdown: a call, a turn of a loop, a step of a regular expression.
 * The countdown lies in guest memory, so the count is exact and the same everywhere. Its length adapts to how slow the
 * guest's ticks are, so that a deadline is noticed about a millisecond late; that moves polls, never the count.
 */
export class Watch {
  stop: Stop | null = null;
  denied = false;
  private machine: Machine;
  private deadline = Number.POSITIVE_INFINITY;
  private operationLimit = Number.POSITIVE_INFINITY;
  private counted = 0;
  private interval = 0;
  private lastPoll = 0;
  private stoppedAt = 0;
  private stoppedPolls = 0;
  private cancelled: (() => boolean) | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** `now` is when the run started, on `performance.now()`. */
  start(options: {
    now: number;
    timeoutMs: number;
    operationLimit: number;
    cancelled?: (() => boolean) | undefined;
    /** What the run spent before it waited. */
    before?: { guestMs: number } | undefined;
  }) {
    this.stop = null;
    this.denied = false;
    this.deadline = options.now + options.timeoutMs - (options.before?.guestMs ?? 0);
    this.operationLimit = options.operationLimit;
    this.lastPoll = options.now;
    this.stoppedPolls = 0;
    this.cancelled = options.cancelled;
    this.restartCount();
  }

  /** `from` is what a run had used before it waited. */
  restartCount(from = 0): void {
    this.counted = from;
    this.interval = 0;
    this.setInterval(FIRST_INTERVAL);
  }

  get operations(): number {
    const left = this.machine.countdown;
    return this.counted + (left <= this.interval ? this.interval - left : 0);
  }

  /** True stops the guest. */
  poll(): boolean {
    // The engine has just reset its countdown, unless this is a regular expression's poll: those count for themselves.
    const own = this.machine.countdown === POLL_INTERVAL;
    this.counted += own ? this.interval : POLL_INTERVAL;
    const now = performance.now();
    if (own) this.setInterval(this.nextInterval(now - this.lastPoll));
    this.lastPoll = now;
    if (this.stop) return this.pollStopped(now);
    if (now >= this.deadline) this.stopWith({ reason: "deadline" });
    else if (this.operations >= this.operationLimit) {
      this.stopWith({ reason: "operations", reached: this.operations });
    } else if (this.cancelled?.()) this.stopWith({ reason: "cancelled" });
    return this.stop !== null;
  }

  /** Latches: the first reason stays. The next poll is one tick away. */
  stopWith(stop: Stop): void {
    if (this.stop) return;
    this.stop = stop;
    this.stoppedAt = performance.now();
    this.setInterval(1);
  }

  /** For the moments outside the guest: between jobs, before the answer is read. */
  checkDeadline(now = performance.now()): boolean {
    if (!this.stop && now >= this.deadline) this.stopWith({ reason: "deadline" });
    return this.stop !== null;
  }

  private pollStopped(now: number): true {
    if (++this.stoppedPolls > STOPPED_POLLS || now > this.stoppedAt + STOPPED_MS) {
      throw new HardStop("the guest went on after it was stopped");
    }
    this.setInterval(1);
    return true;
  }

  private setInterval(ticks: number): void {
    this.counted = this.operations;
    this.interval = Math.max(1, Math.min(ticks, this.operationLimit - this.counted));
    this.machine.countdown = this.interval;
  }

  private nextInterval(elapsedMs: number): number {
    if (elapsedMs > 1) return Math.max(20, Math.floor(this.interval / elapsedMs));
    return elapsedMs < 0.25 ? Math.min(MAX_INTERVAL, this.interval * 2) : this.interval;
  }
}

const FIRST_INTERVAL = 1_000;
/** Never the engine's own value: that is how its polls are told from a regular expression's. */
const MAX_INTERVAL = POLL_INTERVAL - 1;
const STOPPED_POLLS = 50;
const STOPPED_MS = 10;
