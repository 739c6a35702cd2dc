// Long: the one line of the pool; who waits, who is next and who is refused are decided over the same queue.
import type { ScriptError } from "@scriptyard/model";
import type { WorkerStats } from "../stats.ts";
import { type Busy, busyError, type QueueBounds } from "./busy.ts";
import { sharedNow } from "./clock.ts";
import { type EngineThread, PLACES, type Seat, type ThreadInit, type ThreadTask } from "./engine-thread.ts";
import { FairQueue } from "./fair-queue.ts";
import type { Loss } from "./loss.ts";
import type { TaskAnswer } from "./protocol.ts";
import { Threads, type ThreadsHooks } from "./threads.ts";

export type PoolTask = ThreadTask & {
  readonly realm: string;
  /** The program it is about, by the hash of its image: losing an engine to it is remembered. */
  readonly image: string;
  /** What it is expected to take of a thread, by what was like it. */
  readonly costMs: number;
  /** Since when it waits, on `performance.now()`. */
  readonly queuedAt: number;
  /** The profile it runs: a thread that knows it already is preferred. */
  readonly profileId?: number;
  /** Was let in before and waited since: never refused. */
  readonly continues?: boolean;
  /** Expected to be over in much less than a millisecond: may be posted ahead, and others behind it. */
  readonly isQuick?: boolean;
  /** Expected to be over in a few milliseconds: may run on the spare thread, where slow ones have all others. */
  readonly isShort?: boolean;
  /** Nothing like it was seen to end by itself yet. */
  readonly isNew?: boolean;
  onAnswer(answer: TaskAnswer, seat: Seat): void;
  /** Without a seat it was never posted. */
  onLost(loss: Loss, seat: Seat | null): void;
  /** Nothing of it ran, and it has waited as long as anything may. */
  onBusy(busy: Busy): void;
  thread?: PoolThread | undefined;
};

type PoolThread = EngineThread<PoolTask>;

export type PoolHooks = Pick<ThreadsHooks<PoolTask>, "onReplaced"> & {
  /** A thread was lost while this ran. */
  onCost(task: PoolTask): void;
  /** It may well cost its thread: such tasks run one at a time, and never on the last thread that is ready. */
  isSuspect(task: PoolTask): boolean;
};

/**
 * Threads for `size` runs at a time, and one more that is warm: when a run's native code outlives its budget, its
 * thread is ended and the spare takes over at once, while another boots.
 *
 * Under load quick runs are posted ahead, a few to each thread, so that threads do not wait for the owner between them.
 * What was posted ahead comes back, and is first again, when the run before it takes longer than expected.
 *
 * The spare has one more use: while every thread is held by something slow, what is short runs there, so that one realm's
 * endless loops do not make another's logins wait for a time limit.
 */
export class Pool {
  private readonly threads: Threads<PoolTask>;
  private readonly queue = new FairQueue<PoolTask>(
    costOf,
    { holds: (task) => this.hooks.isSuspect(task), isOpen: () => this.mayRunSuspect() },
    ({ queuedAt }) => queuedAt,
  );
  private readonly size: number;
  private readonly bounds: QueueBounds;
  private busyCount = 0;
  private aheadCount = 0;
  private aheadTimer: NodeJS.Timeout | undefined;
  private lateTimer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly hooks: PoolHooks;

  private constructor(init: ThreadInit, size: number, bounds: QueueBounds, hooks: PoolHooks) {
    this.size = size;
    this.bounds = bounds;
    this.hooks = hooks;
    this.threads = new Threads(init, {
      onAnswer: (...given) => this.onAnswer(...given),
      onLost: (...given) => this.onLost(...given),
      onBack: (tasks) => this.giveBack(tasks),
      onChange: () => this.pump(),
      onBroken: () => this.loseQueue({ why: "crash", detail: "no engine can be started" }),
      onReplaced: (event) => hooks.onReplaced(event),
    });
  }

  /** With `prestart`, ready when `size` threads are, and the spare comes on its own; else threads come with the work. */
  static async start(
    init: ThreadInit,
    { workers: size, prestart, ...bounds }: { workers: number; prestart: boolean } & QueueBounds,
    hooks: PoolHooks,
  ): Promise<Pool> {
    const pool = new Pool(init, size, bounds, hooks);
    if (!prestart) return pool;
    const first = Array.from({ length: size }, () => pool.threads.spawn());
    try {
      await Promise.all(first.map((thread) => thread.ready));
    } catch (error) {
      await pool.close();
      throw error;
    }
    for (let i = 0; i < SPARE_THREADS; i++) pool.threads.spawn();
    return pool;
  }

  get busy(): number {
    return this.busyCount;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  get queued(): number {
    return this.queue.size + this.aheadCount;
  }

  get boots(): number {
    return this.threads.boots;
  }

  get broken(): boolean {
    return this.threads.broken;
  }

  /** Threads that have started and live, spares included. */
  get ready(): number {
    return this.threads.ready;
  }

  workerStats(): WorkerStats[] {
    return this.threads.stats();
  }

  /** Null when it was taken; else why not. */
  submit(task: PoolTask): Busy | null {
    if (this.closed) {
      task.onLost(closedLoss, null);
      return null;
    }
    const busy = task.continues ? null : this.refuses(task);
    if (busy) return busy;
    this.queue.push(task.realm, task);
    // Every thread failed to start, and no timer tries for ever: work that comes is the reason to try again.
    if (this.threads.size === 0) this.threads.spawn();
    this.pump();
    if (this.queue.size > 0) this.lateTimer ??= setTimeout(() => this.refuseLate(), LATE_MS);
    return null;
  }

  /** Gives a task to every idle thread; `make` is called for each. */
  submitToIdle(make: () => PoolTask): void {
    for (let free = Math.min(this.size - this.busyCount, this.threads.idle.length); free > 0; free--)
      this.submit(make());
  }

  private refuses({ realm }: PoolTask): Busy | null {
    const { queueLimit, maxWaitMs } = this.bounds;
    const isFull = this.queued >= queueLimit;
    if (!isFull && this.queue.size === 0) return null;
    const waitMs = this.waitMs(realm);
    if (isFull) return { why: "full", waitMs };
    return waitMs > maxWaitMs ? { why: "long", waitMs } : null;
  }

  /** As the caller of what was refused hears it. */
  busyError(busy: Busy): ScriptError {
    return busyError(busy, this.bounds);
  }

  /** What a run of the realm would wait now: the work ahead of it, and half of what runs. */
  private waitMs(realm: string): number {
    let ms = this.queue.aheadMs(realm);
    for (const { current } of this.threads) if (current) ms += current.costMs / 2;
    return ms / this.size;
  }

  /** What the estimate let in and waited too long all the same: its runs took longer than those before. */
  private refuseLate(): void {
    this.lateTimer = undefined;
    const since = performance.now() - this.bounds.maxWaitMs;
    const late = this.queue.expel((task) => task.queuedAt < since && !task.continues);
    for (const task of late) task.onBusy({ why: "long", waitMs: this.waitMs(task.realm) });
    if (this.queue.size > 0) this.lateTimer ??= setTimeout(() => this.refuseLate(), LATE_MS);
  }

  /** Takes a task out of the queue, or hurries the thread that runs it. True when it had not started. */
  cancel(task: PoolTask): boolean {
    return this.withdraw(task) || task.thread?.cancel(task) === true;
  }

  /** Takes back a task that has not begun; false when it has. */
  withdraw(task: PoolTask): boolean {
    if (this.queue.remove(task.realm, task)) return true;
    const { thread } = task;
    if (!thread?.withdraw(task)) return false;
    this.release(task, thread, 0);
    this.freed(thread);
    return true;
  }

  /** Every thread is replaced by one that starts from `init`; see `Threads.renew`. */
  renew(init: ThreadInit): Promise<void> {
    return this.threads.renew(init);
  }

  /** Ends every thread. What waits or runs is answered as lost. */
  async close(): Promise<void> {
    this.closed = true;
    this.loseQueue(closedLoss);
    clearTimeout(this.aheadTimer);
    clearTimeout(this.lateTimer);
    await this.threads.close(CLOSED);
  }

  private loseQueue(loss: Loss): void {
    for (const task of this.queue.drain()) task.onLost(loss, null);
  }

  private pump(): void {
    while (this.busyCount < this.size && this.threads.idle.length > 0 && this.queue.size > 0) {
      const task = this.queue.take();
      if (!task) break;
      this.hand(task, this.threads.takeIdle(task.profileId));
    }
    if (this.queue.size === 0) return;
    this.postAhead();
    this.useSpare();
    this.startLazily();
  }

  /**
   * Threads that suspects kill one after the other are replaced as quickly; two at once, and everybody waits for the next.
   * What is known passes them, of their own realm too.
   */
  private mayRunSuspect(): boolean {
    for (const { current } of this.threads) if (current && this.hooks.isSuspect(current)) return false;
    return this.threads.ready > 1;
  }

  /** The express lane: one thread beyond `size`, for what is short. */
  private useSpare(): void {
    if (this.busyCount !== this.size || this.threads.idle.length === 0 || this.queue.size === 0) return;
    for (const thread of this.threads) {
      if (thread.load === 0 || thread.currentMs >= STUCK_MS) continue;
      // Nobody is told when a run has become slow.
      this.lookLater();
      return;
    }
    const task = this.queue.takePast(isShort);
    if (task) this.hand(task, this.threads.takeIdle(task.profileId));
  }

  private hand(task: PoolTask, thread: PoolThread): void {
    if (thread.load === 0) this.busyCount++;
    else this.aheadCount++;
    task.thread = thread;
    thread.run(task);
  }

  /** Its thread is rid of it, for whatever reason. */
  private release(task: PoolTask, thread: PoolThread, usedMs: number): void {
    if (thread.load === 0) this.busyCount--;
    else this.aheadCount--;
    this.queue.done(task.realm, usedMs);
    delete task.thread;
  }

  private freed(thread: PoolThread): void {
    if (thread.load === 0) this.threads.freed(thread);
    this.pump();
  }

  /** Every thread that may run does: quick tasks are posted behind quick ones. */
  private postAhead(): void {
    if (this.busyCount < this.size) return;
    for (let thread = this.nextAhead(); thread; thread = this.nextAhead()) {
      const task = this.queue.take(isQuick);
      if (!task) return;
      this.hand(task, thread);
      this.lookLater();
    }
  }

  private lookLater(): void {
    this.aheadTimer ??= setTimeout(() => this.lookAhead(), STUCK_MS);
  }

  /** The busy thread with the fewest tasks that may be given another. */
  private nextAhead(): PoolThread | undefined {
    let chosen: PoolThread | undefined;
    for (const thread of this.threads) {
      if (thread.dead || thread.retired || thread.load === 0 || thread.load >= (chosen?.load ?? PLACES))
        continue;
      if (thread.current?.isQuick && thread.currentMs < STUCK_MS) chosen = thread;
    }
    return chosen;
  }

  /** What waits behind a run that takes its time is anybody's again. */
  private lookAhead(): void {
    this.aheadTimer = undefined;
    for (const thread of this.threads) {
      if (thread.load > 1 && thread.currentMs >= STUCK_MS) this.giveBack(thread.takeBackAhead());
    }
    if (this.aheadCount > 0) this.lookLater();
    this.pump();
  }

  private giveBack(tasks: PoolTask[]): void {
    this.aheadCount -= tasks.length;
    for (const task of tasks) {
      delete task.thread;
      this.queue.giveBack(task.realm, task);
    }
  }

  /** Work waits and no thread is free: one more, as long as there may be more. The spare comes last. */
  private startLazily(): void {
    if (this.queue.size === 0 || !this.threads.maySpawn) return;
    if (this.threads.size < this.size + SPARE_THREADS) this.threads.spawn();
  }

  private onAnswer(thread: PoolThread, task: PoolTask, answer: TaskAnswer, seat: Seat): void {
    this.release(task, thread, sharedNow() - seat.dueSince);
    task.onAnswer(answer, seat);
    this.freed(thread);
  }

  private onLost(thread: PoolThread, task: PoolTask, loss: Loss, seat: Seat): void {
    this.release(task, thread, sharedNow() - seat.dueSince);
    if (!this.closed && seat.control.startedAt !== 0 && costs(loss)) this.hooks.onCost(task);
    task.onLost(loss, seat);
  }
}

const SPARE_THREADS = 1;
/** How often what waits is looked at. */
const LATE_MS = 250;
/** A quick run that lasts this long is not quick: nothing waits behind it any more. */
const STUCK_MS = 2;
const costOf = (task: PoolTask) => task.costMs;
const isQuick = (task: PoolTask) => task.isQuick === true;
const isShort = (task: PoolTask) => task.isShort === true;
const CLOSED = "the sandbox was disposed";
const closedLoss: Loss = { why: "crash", detail: CLOSED };
/** What was ended by the clock on the wall may only have found no processor. */
const costs = (loss: Loss) => loss.why === "crash" || loss.limit === "timeoutMs";
