import { EngineThread, type ThreadTask } from "./engine-thread.ts";
import { FairQueue } from "./fair-queue.ts";
import type { FromWorker, ToWorker, WorkerInit } from "./protocol.ts";

export type PoolTask = {
  realm: string;
  budgetMs: number;
  /** Was let in before and waited since: never refused for a full queue. */
  continues?: boolean;
  /** Called when a thread takes it: may depend on what that thread knows. */
  message(thread: EngineThread): ToWorker;
  onAnswer(answer: FromWorker, thread: EngineThread): void;
  onLost(why: "overrun" | "crash", detail: string, thread: EngineThread | null): void;
  thread?: EngineThread;
};

/**
 * Threads for `size` runs at a time, and one more that is warm: when a run's native code outlives its budget, its
 * thread is ended and the spare takes over at once, while another boots.
 */
export class Pool {
  replaced = 0;
  private readonly threads = new Set<EngineThread>();
  /** Last in, first out: the thread with the warmest caches. */
  private readonly idle: EngineThread[] = [];
  private readonly queue = new FairQueue<PoolTask>();
  private readonly size: number;
  private readonly queueLimit: number;
  private readonly init: Omit<WorkerInit, "control">;
  private busyCount = 0;
  private failedStarts = 0;
  private closed = false;
  private bootsOfDead = 0;
  private readonly endings = new Set<Promise<void>>();

  private constructor(init: Omit<WorkerInit, "control">, size: number, queueLimit: number) {
    this.init = init;
    this.size = size;
    this.queueLimit = queueLimit;
  }

  /** Ready when `size` threads are; the spare comes on its own. */
  static async start(init: Omit<WorkerInit, "control">, size: number, queueLimit: number): Promise<Pool> {
    const pool = new Pool(init, size, queueLimit);
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

  get queued(): number {
    return this.queue.size;
  }

  get boots(): number {
    return [...this.threads].reduce((sum, thread) => sum + thread.control.boots, this.bootsOfDead);
  }

  /** False when the queue is full. */
  submit(task: PoolTask): boolean {
    if (this.closed) return false;
    if (this.queue.size >= this.queueLimit && !task.continues) return false;
    this.queue.push(task.realm, task);
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
      const thread = this.idle.pop()!;
      this.busyCount++;
      task.thread = thread;
      thread.run(this.threadTask(task, thread));
    }
  }

  private threadTask(task: PoolTask, thread: EngineThread): ThreadTask {
    const release = () => {
      this.busyCount--;
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
    const thread = new EngineThread(this.init, (lost) => this.onExit(lost));
    this.threads.add(thread);
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

  private onExit(thread: EngineThread): void {
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
  }

  /** Threads that cannot start are not tried for ever: what waits is told. */
  private failedStart(thread: EngineThread): void {
    this.failedStarts++;
    this.onExit(thread);
    if (this.threads.size > 0) return;
    for (const task of this.queue.drain()) task.onLost("crash", "no engine can be started", null);
  }
}

const SPARE_THREADS = 1;
const MAX_FAILED_STARTS = 5;
const CLOSED = "the sandbox was disposed";
