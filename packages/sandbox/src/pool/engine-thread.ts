// Long: one thread's life, in order: what is under way, what is posted ahead and what is taken back belong to one state.
import { Worker } from "node:worker_threads";
import type { RecycleCause } from "../executor/executor.ts";
import { readProcessorTime } from "../processor-clock.ts";
import { sharedNow } from "./clock.ts";
import type { ControlBlock } from "./control-block.ts";
import { firstLookMs, GRACE_MS, type Judged, judge, START_MS, type TaskTime } from "./judge.ts";
import type { Loss } from "./loss.ts";
import type { FromWorker, TaskAnswer, TaskMessage, ToWorker, WorkerInit } from "./protocol.ts";

/** What a thread is busy with. */
export type ThreadTask = {
  readonly time: TaskTime;
  /** Called when it is posted, again if it was taken back: may depend on what the thread knows. */
  message(seat: Seat): TaskMessage;
  /** It was posted ahead, and nothing is before it any more. */
  onTurn?(): void;
};

/** Profiles a thread knows, by number; `drops` = how many had left the cache when the two were last compared. */
export type KnownProfiles = { readonly ids: Set<number>; drops: number };

/** Where a task sits: what its thread knows, and the memory they share about the task. */
export type Seat = {
  readonly control: ControlBlock;
  readonly profiles: KnownProfiles;
  /** Since when nothing was before it, in `sharedNow()` milliseconds. */
  readonly dueSince: number;
};

/** What every thread of a pool gets; `threadFlags` are Node's, see `process/permission-flags.ts`. */
export type ThreadInit = Omit<WorkerInit, "controls" | "warmUp"> & { threadFlags: string[] };

/** What a thread tells its pool. */
export type ThreadHooks<Task extends ThreadTask> = {
  /** The task is over, and its place free: what it needs of the seat is read now or never. */
  onAnswer(thread: EngineThread<Task>, task: Task, answer: TaskAnswer, seat: Seat): void;
  /** The thread hung (`overrun`), or died of its own (`crash`). Called before it is terminated: the caller waits for nobody. */
  onLost(thread: EngineThread<Task>, task: Task, loss: Loss, seat: Seat): void;
  /** It takes no more, and all it had is lost but `back`: that was posted ahead and has not begun, the latest first. */
  onExit(thread: EngineThread<Task>, loss: Loss, back: Task[]): void;
  onRecycled(thread: EngineThread<Task>, why: RecycleCause): void;
};

/** V8's own stack: a wasm call uses it, and the guest's recursion must hit the engine's limit first. */
const STACK_MB = 32;
const HEAP_MB = 256;
/** Tasks that a thread may have at a time: one runs, the others are there when it ends. */
export const PLACES = 4;

type Place<Task> = Judged & {
  readonly profiles: KnownProfiles;
  task: Task | null;
  turn: number;
};

/** One worker thread and the watchdog over it. */
export class EngineThread<Task extends ThreadTask = ThreadTask> {
  readonly ready: Promise<void>;
  readonly profiles: KnownProfiles = { ids: new Set(), drops: 0 };
  /** Counts up from 1 within a pool. */
  readonly id: number;
  dead = false;
  started = false;
  /** Another took its place: it is given nothing more, and ends when it has nothing left to do. */
  retired = false;
  /** Runs and compiles it was given, counted up: the number of a task is its turn. */
  runs = 0;
  /** How many tasks it has: the one that runs, and those posted ahead. */
  load = 0;
  private readonly places: Place<Task>[];
  private readonly worker: Worker;
  /** Where its processor time is read; null where it cannot be. */
  private clock: number | null = null;
  private readonly hooks: ThreadHooks<Task>;
  private timer: NodeJS.Timeout | undefined;
  private timerDue = Number.POSITIVE_INFINITY;

  /** @param blocks `PLACES` of them, nobody else's */
  constructor(
    id: number,
    { threadFlags, ...init }: ThreadInit,
    blocks: readonly ControlBlock[],
    hooks: ThreadHooks<Task>,
  ) {
    this.id = id;
    this.hooks = hooks;
    this.places = blocks.map((control) => ({
      control,
      profiles: this.profiles,
      task: null,
      turn: 0,
      dueSince: 0,
      cancelled: null,
    }));
    const workerData: WorkerInit = {
      ...init,
      controls: blocks.map(({ buffer }) => buffer),
      warmUp: warmEngines.has(init.engine) ? "brief" : "whole",
    };
    this.worker = new Worker(new URL("../worker.js", import.meta.url), {
      name: "scriptyard-engine",
      workerData,
      env: {},
      argv: [],
      execArgv: threadFlags,
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: HEAP_MB },
    });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.ready = new Promise((resolve, reject) => {
      this.worker.on("message", (message: FromWorker) => {
        if (message.type === "answer") this.answered(message.turn, message.answer);
        else if (message.type === "ready") {
          this.started = true;
          warmEngines.add(init.engine);
          this.clock = message.clock;
          resolve();
        } else if (message.type === "recycled") this.hooks.onRecycled(this, message.why);
        else reject(new Error(`An engine did not start: ${message.message}`));
      });
      this.worker.on("error", (error) => {
        reject(error);
        this.lost({ why: "crash", detail: error.message });
      });
      this.worker.on("exit", (code) => {
        reject(new Error(`An engine's thread ended with code ${code} before it was ready`));
        this.lost({ why: "crash", detail: `its thread ended with code ${code}` });
      });
    });
    this.ready.catch(() => undefined);
  }

  /** What it was given; anybody's once it has ended. */
  get blocks(): ControlBlock[] {
    return this.places.map(({ control }) => control);
  }

  /** What it is booting and holding; the worker keeps its books in the first block. */
  get books(): ControlBlock {
    return this.places[0]!.control;
  }

  /** The oldest of its tasks: the one that runs. */
  get current(): Task | null {
    return this.first()?.task ?? null;
  }

  /** Milliseconds that nothing has been before the current task. */
  get currentMs(): number {
    const first = this.first();
    return first ? sharedNow() - first.dueSince : 0;
  }

  /** Posts a task. It runs after those that were posted before; there must be a place. */
  run(task: Task): void {
    const index = this.places.findIndex((candidate) => candidate.task === null);
    const place = this.places[index]!;
    place.task = task;
    place.turn = ++this.runs;
    place.dueSince = sharedNow();
    place.cancelled = null;
    place.control.post(place.turn);
    this.load++;
    // Assigned, not spread: a copy of the message would cost more than its two numbers.
    const message = task.message(place) as ToWorker;
    message.place = index;
    message.turn = place.turn;
    this.worker.postMessage(message);
    if (this.load === 1) this.watch(place.dueSince + firstLookMs(task.time));
  }

  /** True when the task had not begun, and never will. */
  withdraw(task: Task): boolean {
    const place = this.places.find((candidate) => candidate.task === task);
    return place !== undefined && this.takeBack(place);
  }

  /**
   * True when the task had not begun, and never will. Else stops the guest at its next poll; the thread, if there is
   * none, after the grace.
   */
  cancel(task: Task): boolean {
    const place = this.places.find((candidate) => candidate.task === task);
    if (!place) return false;
    if (this.takeBack(place)) return true;
    place.control.cancel();
    const at = sharedNow();
    place.cancelled = { at, processorBase: this.processorMs() };
    this.watch(at + GRACE_MS);
    return false;
  }

  /** Tasks that were posted ahead and have not begun, the latest first. The thread is rid of them. */
  takeBackAhead(): Task[] {
    const first = this.first();
    return this.places
      .filter((place) => place !== first)
      .sort((a, b) => b.turn - a.turn)
      .flatMap((place) => {
        const { task } = place;
        return task && this.takeBack(place) ? [task] : [];
      });
  }

  /** Ends the thread; what it had is answered as lost. */
  async close(detail: string): Promise<void> {
    this.loseAll({ why: "crash", detail });
    await this.terminate();
  }

  async terminate(): Promise<void> {
    this.dead = true;
    clearTimeout(this.timer);
    await this.worker.terminate();
  }

  private first(): Place<Task> | undefined {
    let oldest: Place<Task> | undefined;
    for (const place of this.places) {
      if (place.task && (!oldest || place.turn < oldest.turn)) oldest = place;
    }
    return oldest;
  }

  private takeBack(place: Place<Task>): boolean {
    if (!place.control.takeBack(place.turn)) return false;
    this.leave(place);
    return true;
  }

  private leave(place: Place<Task>): void {
    const before = this.first();
    place.task = null;
    this.load--;
    const next = this.first();
    if (!next || next === before) return;
    next.dueSince = sharedNow();
    next.task!.onTurn?.();
    this.watch(next.dueSince + firstLookMs(next.task!.time));
  }

  private answered(turn: number, answer: TaskAnswer): void {
    const place = this.places.find((candidate) => candidate.task !== null && candidate.turn === turn);
    const task = place?.task;
    if (!place || !task) return;
    this.leave(place);
    this.hooks.onAnswer(this, task, answer, place);
  }

  /** One timer per thread, moved only forwards: busy threads pay for it a few times a second, not at every run. */
  private watch(due: number): void {
    if (due >= this.timerDue) return;
    clearTimeout(this.timer);
    this.timerDue = due;
    this.timer = setTimeout(() => this.look(), Math.max(1, due - sharedNow() + 1));
  }

  private look(): void {
    this.timerDue = Number.POSITIVE_INFINITY;
    const first = this.first();
    if (!first || this.dead) return;
    const now = sharedNow();
    const { due, loss } = judge(first, first.task!.time, now, () => this.processorMs());
    // This thread is late, not that one: the answer is on its way.
    if (first.control.isOver && now < due + START_MS) this.watch(now + LOOK_AGAIN_MS);
    else if (now < due) {
      const hasStarted = first.control.startedAt !== 0;
      this.watch(hasStarted ? due : Math.min(due, now + LOOK_AGAIN_MS));
    } else this.lost(loss);
  }

  /** NaN where it cannot be read. */
  private processorMs(): number {
    const used = this.clock === null ? null : readProcessorTime(this.clock);
    return used ?? Number.NaN;
  }

  private lost(loss: Loss): void {
    if (this.dead) return;
    this.dead = true;
    clearTimeout(this.timer);
    const back = this.takeBackAhead();
    this.loseAll(loss);
    this.hooks.onExit(this, loss, back);
    void this.worker.terminate();
  }

  private loseAll(loss: Loss): void {
    for (const place of this.places) {
      const { task } = place;
      if (!task) continue;
      place.task = null;
      this.load--;
      this.hooks.onLost(this, task, loss, place);
    }
  }
}

/** Engines whose code some thread of this process has compiled: all threads share it. */
const warmEngines = new Set<string>();

/** While a run has not started, its end is not known: look again soon. */
const LOOK_AGAIN_MS = 25;
