import type { SandboxEventMap } from "../events.ts";
import type { WorkerStats } from "../stats.ts";
import { ControlBlock } from "./control-block.ts";
import { EngineThread, PLACES, type ThreadHooks, type ThreadInit, type ThreadTask } from "./engine-thread.ts";
import type { Loss } from "./loss.ts";

/** What the threads tell who hands out work. */
export type ThreadsHooks<Task extends ThreadTask> = Pick<ThreadHooks<Task>, "onAnswer" | "onLost"> & {
  /** Of a thread that ends: what was posted ahead and has not begun, the latest first. */
  onBack(tasks: Task[]): void;
  /** One more is ready, or is on its way in place of one that ended: what waits may go on. */
  onChange(): void;
  /** No thread is left, and none can be started. */
  onBroken(): void;
  /** A thread was lost, or gave an engine instance up. */
  onReplaced(event: SandboxEventMap["worker_replaced"]): void;
};

/** The threads of a pool: started, replaced when one ends, and counted. Which of them works on what is the pool's. */
export class Threads<Task extends ThreadTask> {
  /** Last in, first out, among those that know the profile: the thread with the warmest caches. */
  readonly idle: EngineThread<Task>[] = [];
  private readonly all = new Set<EngineThread<Task>>();
  private init: ThreadInit;
  private readonly hooks: ThreadsHooks<Task>;
  private failedStarts = 0;
  private starting = 0;
  private closed = false;
  private bootsOfDead = 0;
  private readonly endings = new Set<Promise<void>>();
  /** Of threads that have ended: a megabyte each, which glibc would rather fragment than give back. */
  private readonly blocks: ControlBlock[][] = [];
  private nextId = 1;

  constructor(init: ThreadInit, hooks: ThreadsHooks<Task>) {
    this.init = init;
    this.hooks = hooks;
  }

  [Symbol.iterator](): IterableIterator<EngineThread<Task>> {
    return this.all.values();
  }

  get size(): number {
    return this.all.size;
  }

  get boots(): number {
    return [...this.all].reduce((sum, thread) => sum + thread.books.boots, this.bootsOfDead);
  }

  /** Threads that have started and live. */
  get ready(): number {
    return [...this.all].filter((thread) => thread.started).length;
  }

  /** Why nothing can run: threads were started in vain, and none is left. */
  get broken(): boolean {
    return this.failedStarts > 0 && this.ready === 0;
  }

  /** Whether one more may be started now, only because there is work. */
  get maySpawn(): boolean {
    return !this.closed && this.failedStarts < MAX_FAILED_STARTS && this.starting === 0;
  }

  stats(): WorkerStats[] {
    return [...this.all].map((thread) => ({
      id: thread.id,
      state: thread.load > 0 ? "running" : thread.started ? "idle" : "starting",
      runs: thread.runs,
      memoryBytes: thread.books.memoryBytes,
      boots: thread.books.boots,
    }));
  }

  /** One that is idle, and knows the profile if one of them does. There must be one. */
  takeIdle(profileId: number | undefined): EngineThread<Task> {
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

  /** What was given to it is done, and it may be given more; one that was replaced meanwhile ends. */
  freed(thread: EngineThread<Task>): void {
    if (thread.retired) this.leave(thread);
    else this.idle.push(thread);
  }

  /**
   * Replaces every thread by one that starts from `init`: one after the other, each only when its successor is ready, so that
   * there are never fewer. What a thread has under way it ends.
   *
   * @throws Error when the first of the new ones does not start; nothing has changed then
   */
  async renew(init: ThreadInit): Promise<void> {
    const before = this.init;
    this.init = init;
    const replaced = [...this.all];
    const first = this.make();
    try {
      await first.ready;
    } catch (error) {
      this.init = before;
      this.end(first);
      throw error;
    }
    let made: EngineThread<Task> | null = first;
    for (const old of replaced) {
      // It ended by itself, and the one that came in its place began from `init`.
      if (!this.all.has(old)) continue;
      const next: EngineThread<Task> = made ?? this.make();
      made = null;
      // Later ones start as the first did; where the machine has no room for one, the pool starts it when there is work.
      await next.ready.catch(() => undefined);
      this.join(next);
      this.retire(old);
    }
    if (made !== null && replaced.length === 0) this.join(made);
    else if (made !== null) this.end(made);
  }

  spawn(): EngineThread<Task> {
    const thread = this.make();
    this.all.add(thread);
    this.starting++;
    thread.ready.then(
      () => {
        this.starting--;
        this.failedStarts = 0;
        if (thread.dead || thread.retired || this.closed) return;
        this.idle.unshift(thread);
        this.hooks.onChange();
      },
      () => {
        this.starting--;
        if (!thread.retired) this.failedStart(thread);
      },
    );
    return thread;
  }

  /** Ends every thread. What they have is answered as lost. */
  async close(detail: string): Promise<void> {
    this.closed = true;
    const ending = [...this.all].map((thread) => thread.close(detail));
    this.all.clear();
    this.idle.length = 0;
    await Promise.all([...ending, ...this.endings]);
  }

  private make(): EngineThread<Task> {
    const blocks = this.blocks.pop() ?? Array.from({ length: PLACES }, () => new ControlBlock());
    const { hooks } = this;
    return new EngineThread(this.nextId++, this.init, blocks, {
      onAnswer: (...given) => hooks.onAnswer(...given),
      onLost: (...given) => hooks.onLost(...given),
      onExit: (...given) => this.onExit(...given),
      onRecycled: ({ id }, why) => hooks.onReplaced({ worker: id, why: "recycled", detail: why }),
    });
  }

  /** Takes part from now on. */
  private join(thread: EngineThread<Task>): void {
    if (this.closed || !thread.started || thread.dead) {
      this.end(thread);
      return;
    }
    this.all.add(thread);
    this.idle.unshift(thread);
    this.hooks.onChange();
  }

  /** Gets nothing more, and ends as soon as it has nothing left to do. */
  private retire(thread: EngineThread<Task>): void {
    thread.retired = true;
    const at = this.idle.indexOf(thread);
    if (at >= 0) this.idle.splice(at, 1);
    if (thread.load === 0) this.leave(thread);
  }

  private leave(thread: EngineThread<Task>): void {
    if (!this.all.delete(thread)) return;
    this.bootsOfDead += thread.books.boots;
    this.end(thread);
  }

  private end(thread: EngineThread<Task>): void {
    const ending: Promise<void> = thread.terminate().finally(() => {
      this.endings.delete(ending);
      this.blocks.push(thread.blocks.map((block) => block.renew()));
    });
    this.endings.add(ending);
  }

  private onExit(thread: EngineThread<Task>, loss: Loss, back: Task[]): void {
    this.hooks.onBack(back);
    if (!this.all.delete(thread)) return;
    this.bootsOfDead += thread.books.boots;
    const at = this.idle.indexOf(thread);
    if (at >= 0) this.idle.splice(at, 1);
    if (this.closed) return;
    this.end(thread);
    if (!thread.retired && this.failedStarts < MAX_FAILED_STARTS) this.spawn();
    this.hooks.onChange();
    const detail = loss.why === "overrun" ? "native code outlived its budget" : loss.detail;
    this.hooks.onReplaced({ worker: thread.id, why: loss.why, detail });
  }

  /** Threads that cannot start are not tried for ever: what waits is told. */
  private failedStart(thread: EngineThread<Task>): void {
    this.failedStarts++;
    this.onExit(thread, { why: "crash", detail: "it did not start" }, []);
    if (this.all.size === 0) this.hooks.onBroken();
  }
}

const MAX_FAILED_STARTS = 5;
