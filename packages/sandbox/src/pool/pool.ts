import type { SandboxEventMap } from "../events.ts";
import type { WorkerStats } from "../stats.ts";
import { EngineThread, type ThreadInit, type ThreadTask } from "./engine-thread.ts";
import { FairQueue } from "./fair-queue.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

export type PoolTask = {
  realm: string;
  budgetMs: number;
  /** The profile it runs: a thread that knows it already is preferred. */
  profileId?: number;
  /** Was let in before and waited since: never refused for a full queue. */
  continues?: boolean;
  /** Called when a thread takes it: may depend on what that thread knows. */
  message(thread: EngineThread): ToWorker;
  onAnswer(answer: FromWorker, thread: EngineThread): void;
  onLost(why: "overrun" | "crash", detail: string, thread: EngineThread | null): void;
  thread?: EngineThread;
};

export type PoolHooks = {
  /** A thread was lost, or gave an engine instance up. */
  onReplaced(event: SandboxEventMap["worker_replaced"]): void;
};

/**
 * Threads for `size` runs at a time, and one more that is warm: when a run's native code outlives its budget, its
 * thread is ended and the spare takes over at once, while another boots.
 */
export class Pool {
  replaced = 0;
  private readonly threads = new Set<EngineThread>();
  /** Last in, first out, among those that know the profile: the thread with the warmest caches. */
  private readonly idle: EngineThread[] = [];
  private readonly queue = new FairQueue<PoolTask>();
  private readonly size: number;
  private readonly queueLimit: number;
  private readonly init: ThreadInit;
  private busyCount = 0;
  /** Milliseconds a thread is taken by one task, smoothed. */
  private meanMs = 1;
  private failedStarts = 0;
  private starting = 0;
  private closed = false;
  private bootsOfDead = 0;
  private readonly endings = new Set<Promise<void>>();
  private readonly hooks: PoolHooks;
  private nextId = 1;

  private constructor(init: ThreadInit, size: number, queueLimit: number, hooks: PoolHooks) {
    this.init = init;
    this.size = size;
    this.queueLimit = queueLimit;
    this.hooks = hooks;
  }

  /** With `prestart`, ready when `size` threads are, and the spare comes on its own; else threads come with the work. */
  static async start(
    init: ThreadInit,
    { workers: size, queueLimit, prestart }: { workers: number; queueLimit: number; prestart: boolean },
    hooks: PoolHooks,
  ): Promise<Pool> {
    const pool = new Pool(init, size, queueLimit, hooks);
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
    return this.queue.size;
  }

  /** Until a place in the queue is free again, going by how long runs took lately. */
  get retryAfterMs(): number {
    const ahead = this.queue.size + this.busyCount;
    return Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, Math.ceil((ahead * this.meanMs) / this.size)));
  }

  get boots(): number {
    return [...this.threads].reduce((sum, thread) => sum + thread.control.boots, this.bootsOfDead);
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
      state: thread.task ? "running" : thread.started ? "idle" : "starting",
      runs: thread.runs,
      memoryBytes: thread.control.memoryBytes,
      boots: thread.control.boots,
    }));
  }

  /** False when the queue is full. */
  submit(task: PoolTask): boolean {
    if (this.closed) return false;
    if (this.queue.size >= this.queueLimit && !task.continues) return false;
    this.queue.push(task.realm, task);
    // Every thread failed to start, and no timer tries for ever: work that comes is the reason to try again.
    if (this.threads.size === 0) this.spawn();
    this.pump();
    return true;
  }

  /** Takes a task out of the queue, or hurries the thread that runs it. True when it had not started. */
  cancel(task: PoolTask): boolean {
    if (this.queue.remove(task.realm, task)) return true;
    task.thread?.cancel();
    return false;
  }

  /** Ends every thread. What waits or runs is answered as lost. */
  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.queue.drain()) task.onLost("crash", CLOSED, null);
    const ending = [...this.threads].map((thread) => {
      const task = thread.task;
      thread.task = null;
      task?.onLost("crash", CLOSED);
      return thread.terminate();
    });
    this.threads.clear();
    this.idle.length = 0;
    await Promise.all([...ending, ...this.endings]);
  }

  private pump(): void {
    while (this.busyCount < this.size && this.idle.length > 0 && this.queue.size > 0) {
      const task = this.queue.take()!;
      const thread = this.idleFor(task);
      this.busyCount++;
      task.thread = thread;
      thread.run(this.threadTask(task, thread));
    }
    this.startLazily();
  }

  private idleFor({ profileId }: PoolTask): EngineThread {
    const { idle } = this;
    const last = idle.pop()!;
    if (profileId === undefined || last.profiles.has(profileId)) return last;
    const at = idle.findLastIndex((thread) => thread.profiles.has(profileId));
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

  private threadTask(task: PoolTask, thread: EngineThread): ThreadTask {
    const startedAt = performance.now();
    const release = () => {
      this.busyCount--;
      this.meanMs += (performance.now() - startedAt - this.meanMs) * MEAN_WEIGHT;
      this.queue.done(task.realm);
      delete task.thread;
    };
    return {
      message: task.message(thread),
      budgetMs: task.budgetMs,
      onAnswer: (answer) => {
        release();
        // The answer's log lines lie in memory that the thread shares, and its next run writes there too.
        task.onAnswer(answer, thread);
        this.idle.push(thread);
        this.pump();
      },
      onLost: (why, detail) => {
        release();
        task.onLost(why, detail, thread);
      },
    };
  }

  private spawn(): EngineThread {
    const thread = new EngineThread(this.nextId++, this.init, {
      onExit: (lost, why, detail) => this.onExit(lost, why, detail),
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

  private onExit(thread: EngineThread, why: "overrun" | "crash", detail: string): void {
    if (!this.threads.delete(thread)) return;
    this.bootsOfDead += thread.control.boots;
    const at = this.idle.indexOf(thread);
    if (at >= 0) this.idle.splice(at, 1);
    if (this.closed) return;
    this.replaced++;
    const ending: Promise<void> = thread.terminate().finally(() => this.endings.delete(ending));
    this.endings.add(ending);
    if (this.failedStarts < MAX_FAILED_STARTS) this.spawn();
    this.pump();
    const text = why === "overrun" ? "native code outlived its budget" : detail;
    this.hooks.onReplaced({ worker: thread.id, why, detail: text });
  }

  /** Threads that cannot start are not tried for ever: what waits is told. */
  private failedStart(thread: EngineThread): void {
    this.failedStarts++;
    this.onExit(thread, "crash", "it did not start");
    if (this.threads.size > 0) return;
    for (const task of this.queue.drain()) task.onLost("crash", "no engine can be started", null);
  }
}

const SPARE_THREADS = 1;
const MAX_FAILED_STARTS = 5;
const MEAN_WEIGHT = 0.05;
const [MIN_RETRY_MS, MAX_RETRY_MS] = [10, 60_000];
const CLOSED = "the sandbox was disposed";
