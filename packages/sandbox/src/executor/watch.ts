import { wallLimitMs } from "@scriptyard/model";
import { POLL_INTERVAL } from "../engine/layout.ts";
import type { Machine } from "../engine/machine.ts";
import type { GuestClock } from "./guest-clock.ts";

/** Why a guest was stopped, in the order of precedence. */
export type Stop =
  /** Which of the two limits of time, and what had been used of both. */
  | { reason: "deadline"; limit: "timeoutMs" | "wallMs"; value: number; used: TimeUsed }
  | { reason: "cancelled" }
  | { reason: "operations"; reached: number }
  | { reason: "security"; message: string }
  | { reason: "limit"; name: StoppingLimit; reached: number };

/** What a guest took of a thread: `processorMs` is its part of `wallMs`; null where the machine does not tell. */
export type TimeUsed = { processorMs: number | null; wallMs: number };

/** The guest starts now: the outside watchdog counts from here, and from where the thread's processor time stands; NaN = unknown. */
export type OnStart = (processorBaseMs: number) => void;

/** Limits that are counted on the host and end the run. */
export type StoppingLimit = "hostCalls" | "resultBytes" | "promiseJobs";

/** Thrown through wasm when a stopped guest goes on nevertheless. The instance is discarded. */
export class HardStop extends Error {
  override name = "HardStop";
}

/**
 * Time and operations of one run. Time is processor time of the guest's thread: what other work takes from it meanwhile
 * costs the script nothing, up to a limit of its own on the clock. The engine asks at every poll; once stopped, the answer stays "stop", also while jobs
 * drain and the result is read.
 *
 * One operation is one tick of the engine's countdown: a call, a turn of a loop, a step of a regular expression.
 * The countdown lies in guest memory, so the count is exact and the same everywhere. Its length adapts to how slow the
 * guest's ticks are, so that a deadline is noticed about a millisecond late; that moves polls, never the count.
 */
export class Watch {
  stop: Stop | null = null;
  denied = false;
  /** The thread's processor time when the run started; NaN where the machine does not tell. */
  processorBase = Number.NaN;
  private readonly machine: Pick<Machine, "countdown">;
  private readonly clock: GuestClock;
  private startedAt = 0;
  private timeoutMs = Number.POSITIVE_INFINITY;
  private wallMs = Number.POSITIVE_INFINITY;
  private before: TimeSpent = nothingSpent;
  /** Before this moment no limit of time can be met and the run is short, so nobody has to ask what was used. */
  private lookAt = Number.POSITIVE_INFINITY;
  private operationLimit = Number.POSITIVE_INFINITY;
  private counted = 0;
  private interval = 0;
  private lastPoll = 0;
  private stoppedAt = 0;
  private stoppedPolls = 0;
  private cancelled: (() => boolean) | undefined;

  constructor(machine: Pick<Machine, "countdown">, clock: GuestClock) {
    this.machine = machine;
    this.clock = clock;
  }

  /** `now` is when the run started, on the clock's `now()`. */
  start(options: {
    now: number;
    timeoutMs: number;
    wallMs?: number | undefined;
    operationLimit: number;
    cancelled?: (() => boolean) | undefined;
    /** What the run spent before it waited. */
    before?: TimeSpent | undefined;
  }) {
    this.stop = null;
    this.denied = false;
    const { now, timeoutMs, before = nothingSpent } = options;
    this.startedAt = now;
    this.processorBase = this.clock.baseAt(now, mostAgeMs(timeoutMs, before));
    this.before = before;
    this.timeoutMs = timeoutMs;
    this.wallMs = options.wallMs ?? wallLimitMs(options);
    this.lookAt = now + Math.min(timeoutMs - before.guestMs, this.wallMs - before.guestWallMs);
    if (this.clock.ageAt(now) > FRESH_MS) this.lookAt = Math.min(this.lookAt, now + SHORT_MS);
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

  /**
   * The host did work for the guest: it counts among the script's operations, the same everywhere, and the next poll comes as
   * much sooner, or a loop of dear calls would be looked at late.
   */
  charge(work: number): void {
    // Whole ones: the countdown cuts, and records hold whole numbers.
    const operations = Math.ceil(work);
    const left = this.machine.countdown - operations;
    this.counted = this.operations + operations;
    this.interval = 0;
    this.machine.countdown = 0;
    this.setInterval(Math.max(1, Math.min(left, MAX_INTERVAL)));
  }

  /** True stops the guest. */
  poll(): boolean {
    // The engine has just reset its countdown, unless this is a regular expression's poll: those count for themselves.
    const own = this.machine.countdown === POLL_INTERVAL;
    this.counted += own ? this.interval : POLL_INTERVAL;
    const now = this.clock.now();
    if (own) this.setInterval(this.nextInterval(now - this.lastPoll));
    this.lastPoll = now;
    if (this.stop) return this.pollStopped(now);
    if (now >= this.lookAt && this.overdue(now)) return true;
    if (this.operations >= this.operationLimit) {
      this.stopWith({ reason: "operations", reached: this.operations });
    } else if (this.cancelled?.()) this.stopWith({ reason: "cancelled" });
    return this.stop !== null;
  }

  /** Latches: the first reason stays. The next poll is one tick away. */
  stopWith(stop: Stop): void {
    if (this.stop) return;
    this.stop = stop;
    this.stoppedAt = this.clock.now();
    this.setInterval(1);
  }

  /** For the moments outside the guest: between jobs, before the answer is read. */
  checkDeadline(now = this.clock.now()): boolean {
    if (!this.stop && now >= this.lookAt) this.overdue(now);
    return this.stop !== null;
  }

  /** What the run has used, all its stretches together. */
  used(now = this.clock.now()): TimeUsed {
    const wallMs = now - this.startedAt;
    const reading = this.clock.read(now);
    let processorMs: number | null = null;
    if (reading !== null && !Number.isNaN(this.processorBase)) {
      // Where the reading it goes by was old, the run began with less than it was taken to.
      this.processorBase = Math.min(this.processorBase, reading);
      processorMs = Math.min(wallMs, reading - this.processorBase);
    }
    const { guestMs, guestWallMs } = this.before;
    return {
      processorMs: processorMs === null ? null : processorMs + guestMs,
      wallMs: wallMs + guestWallMs,
    };
  }

  /** Asks for the processor time only here, where the wall clock says that the limit may be met. */
  private overdue(now: number): boolean {
    const used = this.used(now);
    const spentMs = used.processorMs ?? used.wallMs;
    if (spentMs >= this.timeoutMs) {
      this.stopWith({ reason: "deadline", limit: "timeoutMs", value: this.timeoutMs, used });
    } else if (used.wallMs >= this.wallMs) {
      this.stopWith({ reason: "deadline", limit: "wallMs", value: this.wallMs, used });
    }
    this.lookAt = now + Math.min(this.timeoutMs - spentMs, this.wallMs - used.wallMs);
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

/** What a run used of both limits of time before it waited. */
type TimeSpent = { guestMs: number; guestWallMs: number };

const nothingSpent: TimeSpent = { guestMs: 0, guestWallMs: 0 };

/**
 * How old the reading may be that a run is charged from. Nearly all runs are over in less than a millisecond, so only one that
 * is not has the processor's clock read, which costs several of them: what it had used by then, a millisecond or two, is
 * given to it. Native code that never polls may have as much more as the reading is old: a tenth of its limit. What goes on
 * after it waited does so many times over, so it is counted closely.
 */
function mostAgeMs(timeoutMs: number, before: TimeSpent): number {
  return before === nothingSpent ? Math.max(FRESH_MS, Math.min(STALE_MS, timeoutMs / 10)) : FRESH_MS;
}

/** A reading that is no older serves every run. */
const FRESH_MS = 2;
const STALE_MS = 10;
/** Who lasts longer is not one of the short runs. */
const SHORT_MS = 1;
const FIRST_INTERVAL = 1_000;
/** Never the engine's own value: that is how its polls are told from a regular expression's. */
const MAX_INTERVAL = POLL_INTERVAL - 1;
const STOPPED_POLLS = 50;
const STOPPED_MS = 10;
