import type { ScriptError } from "@scriptyard/model";
import type { SandboxEventMap } from "../events.ts";
import type { WorkerStats } from "../stats.ts";
import { type Busy, busyError, type QueueBounds } from "./busy.ts";
import { sharedNow } from "./clock.ts";
import { ControlBlock } from "./control-block.ts";
import { EngineThread, PLACES, type Seat, type ThreadInit, type ThreadTask } from "./engine-thread.ts";
import { FairQueue } from "./fair-queue.ts";
import type { Loss } from "./loss.ts";
import type { TaskAnswer } from "./protocol.ts";

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

export type PoolHooks = {
  /** A thread was lost, or gave an engine instance up. */
  onReplaced(event: SandboxEventMap["worker_replaced"]): void;
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
  replaced = 0;
  private readonly threads = new Set<PoolThread>();
  /** Last in, first out, among those that know the profile: the thread with the warmest caches. */
  private readonly idle: PoolThread[] = [];
  private readonly queue = new FairQueue<PoolTask>(costOf);
  private readonly size: number;
  private readonly bounds: QueueBounds;
  private readonly init: ThreadInit;
  private busyCount = 0;
  private aheadCount = 0;
  private aheadTimer: NodeJS.Timeout | undefined;
  private lateTimer: NodeJS.Timeout | undefined;
  private failedStarts = 0;
  private starting = 0;
  private closed = false;
  private bootsOfDead = 0;
  private readonly endings = new Set<Promise<void>>();
  /** Of threads that have ended: a megabyte each, which glibc would rather fragment than give back. */
  private readonly blocks: ControlBlock[][] = [];
  private readonly hooks: PoolHooks;
  private nextId = 1;

  private constructor(init: ThreadInit, size: number, bounds: QueueBounds, hooks: PoolHooks) {
    this.init = init;
    this.size = size;
    this.bounds = bounds;
    this.hooks = hooks;
  }

  /** With `prestart`, ready when `size` threads are, and the spare comes on its own; else threads come with the work. */
  static async start(
    init: ThreadInit,
    { workers: size, prestart, ...bounds }: { workers: number; prestart: boolean } & QueueBounds,
    hooks: PoolHooks,
  ): Promise<Pool> {
    const pool = new Pool(init, size, bounds, hooks);
    if (!prestart) return pool;
    const first = Array.from({ length: size }, () => pool.spawn());
    try {
      await Promise.all(first.map((thread) => thread.ready));
    } catch (error) {
      await pool.close();
      throw error;
    }
    for (let i = 0; i < SPARE_THREADS; i++) pool.spawn();
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
    return [...this.threads].reduce((sum, thread) => sum + thread.books.boots, this.bootsOfDead);
  }

  /** Why nothing can run: threads were started in vain, and none is left. */
  get broken(): boolean {
    return this.failedStarts > 0 && ![...this.threads].some((thread) => thread.started);
  }

  /** Threads that have started and live, spares included. */
  get ready(): number {
    return [...this.threads].filter((thread) => thread.started).length;
  }

  workerStats(): WorkerStats[] {
    return [...this.threads].map((thread) => ({
      id: thread.id,
      state: thread.load > 0 ? "running" : thread.started ? "idle" : "starting",
      runs: thread.runs,
      memoryBytes: thread.books.memoryBytes,
      boots: thread.books.boots,
    }));
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
    if (this.threads.size === 0) this.spawn();
    this.pump();
    if (this.queue.size > 0) this.lateTimer ??= setTimeout(() => this.refuseLate(), LATE_MS);
    return null;
  }

  /** Gives a task to every idle thread; `make` is called for each. */
  submitToIdle(make: () => PoolTask): void {
    for (let free = Math.min(this.size - this.busyCount, this.idle.length); free > 0; free--)
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

  /** Ends every thread. What waits or runs is answered as lost. */
  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.queue.drain()) task.onLost(closedLoss, null);
    clearTimeout(this.aheadTimer);
    clearTimeout(this.lateTimer);
    const ending = [...this.threads].map((thread) => thread.close(CLOSED));
    this.threads.clear();
    this.idle.length = 0;
    await Promise.all([...ending, ...this.endings]);
  }

  private pump(): void {
    while (this.busyCount < this.size && this.idle.length > 0 && this.queue.size > 0) {
      const task = this.queue.takePast(this.mayRun);
      if (!task) break;
      this.hand(task, this.idleFor(task));
    }
    if (this.queue.size === 0) return;
    this.postAhead();
    this.useSpare();
    this.startLazily();
  }

  /** Threads that suspects kill one after the other are replaced as quickly; two at once, and everybody waits for the next. */
  private readonly mayRun = (task: PoolTask): boolean => {
    if (!this.hooks.isSuspect(task)) return true;
    for (const { current } of this.threads) if (current && this.hooks.isSuspect(current)) return false;
    return this.ready > 1;
  };

  /** The express lane: one thread beyond `size`, for what is short. */
  private useSpare(): void {
    if (this.busyCount !== this.size || this.idle.length === 0 || this.queue.size === 0) return;
    for (const thread of this.threads) {
      if (thread.load === 0 || thread.currentMs >= STUCK_MS) continue;
      // Nobody is told when a run has become slow.
      this.lookLater();
      return;
    }
    const task = this.queue.takePast(isShort);
    if (task) this.hand(task, this.idleFor(task));
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
    if (thread.load === 0) this.idle.push(thread);
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
      if (thread.dead || thread.load === 0 || thread.load >= (chosen?.load ?? PLACES)) continue;
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

  private idleFor({ profileId }: PoolTask): PoolThread {
    const { idle } = this;
    const last = idle.pop()!;
    if (profileId === undefined || last.profiles.ids.has(profileId)) return last;
    const at = idle.findLastIndex((thread) => thread.profiles.ids.has(profileId));
    if (at < 0) return last;
    const known = idle[at]!;
    idle.splice(at, 1);
    idle.push(last);
    return known;
  }

  /** Work waits and no thread is free: one more, as long as there may be more. The spare comes last. */
  private startLazily(): void {
    if (this.closed || this.queue.size === 0 || this.failedStarts >= MAX_FAILED_STARTS) return;
    if (this.starting > 0 || this.threads.size >= this.size + SPARE_THREADS) return;
    this.spawn();
  }

  private spawn(): PoolThread {
    const blocks = this.blocks.pop() ?? Array.from({ length: PLACES }, () => new ControlBlock());
    const thread: PoolThread = new EngineThread(this.nextId++, this.init, blocks, {
      onAnswer: (...given) => this.onAnswer(...given),
      onLost: (from, task, loss, seat) => {
        this.release(task, from, sharedNow() - seat.dueSince);
        if (!this.closed && seat.control.startedAt !== 0 && costs(loss)) this.hooks.onCost(task);
        task.onLost(loss, seat);
      },
      onExit: (...given) => this.onExit(...given),
      onRecycled: ({ id }, why) => this.hooks.onReplaced({ worker: id, why: "recycled", detail: why }),
    });
    this.threads.add(thread);
    this.starting++;
    const settled = () => this.starting--;
    thread.ready.then(settled, settled);
    thread.ready.then(
      () => {
        this.failedStarts = 0;
        if (thread.dead || this.closed) return;
        this.idle.unshift(thread);
        this.pump();
      },
      () => undefined,
    );
    let started = false;
    thread.ready.then(
      () => {
        started = true;
      },
      () => {
        if (!started) this.failedStart(thread);
      },
    );
    return thread;
  }

  private onAnswer(thread: PoolThread, task: PoolTask, answer: TaskAnswer, seat: Seat): void {
    this.release(task, thread, sharedNow() - seat.dueSince);
    task.onAnswer(answer, seat);
    this.freed(thread);
  }

  private onExit(thread: PoolThread, loss: Loss, back: PoolTask[]): void {
    this.giveBack(back);
    if (!this.threads.delete(thread)) return;
    this.bootsOfDead += thread.books.boots;
    const at = this.idle.indexOf(thread);
    if (at >= 0) this.idle.splice(at, 1);
    if (this.closed) return;
    this.replaced++;
    const ending: Promise<void> = thread.terminate().finally(() => {
      this.endings.delete(ending);
      this.blocks.push(thread.blocks.map((block) => block.renew()));
    });
    this.endings.add(ending);
    if (this.failedStarts < MAX_FAILED_STARTS) this.spawn();
    this.pump();
    const detail = loss.why === "overrun" ? "native code outlived its budget" : loss.detail;
    this.hooks.onReplaced({ worker: thread.id, why: loss.why, detail });
  }

  /** Threads that cannot start are not tried for ever: what waits is told. */
  private failedStart(thread: PoolThread): void {
    this.failedStarts++;
    this.onExit(thread, { why: "crash", detail: "it did not start" }, []);
    if (this.threads.size > 0) return;
    for (const task of this.queue.drain())
      task.onLost({ why: "crash", detail: "no engine can be started" }, null);
  }
}

const SPARE_THREADS = 1;
const MAX_FAILED_STARTS = 5;
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
