import { Worker } from "node:worker_threads";
import type { RecycleCause } from "../executor/executor.ts";
import { sharedNow } from "./clock.ts";
import { ControlBlock } from "./control-block.ts";
import type { FromWorker, ToWorker, WorkerInit } from "./protocol.ts";

/** What a thread is busy with. */
export type ThreadTask = {
  message: ToWorker;
  /** Guest milliseconds before the watchdog ends it. */
  budgetMs: number;
  /** The thread answered. */
  onAnswer(answer: FromWorker): void;
  /** The thread hung (`overrun`), or died of its own (`crash`). Called before it is terminated: the caller waits for nobody. */
  onLost(why: "overrun" | "crash", detail: string): void;
};

/** What every thread of a pool gets; `threadFlags` are Node's, see `process/permission-flags.ts`. */
export type ThreadInit = Omit<WorkerInit, "control"> & { threadFlags: string[] };

/** What a thread tells its pool besides answers. */
export type ThreadHooks = {
  onExit(thread: EngineThread, why: "overrun" | "crash", detail: string): void;
  onRecycled(thread: EngineThread, why: RecycleCause): void;
};

/** Native code may run this much longer than its budget before the thread is ended. */
export const GRACE_MS = 50;
/** From the message to the guest's start: arming an image, booting an engine. */
const START_MS = 10_000;
/** V8's own stack: a wasm call uses it, and the guest's recursion must hit the engine's limit first. */
const STACK_MB = 32;
const HEAP_MB = 256;

/** One worker thread and the watchdog over it. */
export class EngineThread {
  readonly control = new ControlBlock();
  readonly ready: Promise<void>;
  /** Ids of profiles this thread knows. */
  readonly profiles = new Set<number>();
  /** Counts up from 1 within a pool. */
  readonly id: number;
  task: ThreadTask | null = null;
  dead = false;
  started = false;
  /** Runs and compiles it was given. */
  runs = 0;
  private readonly worker: Worker;
  private readonly hooks: ThreadHooks;
  private timer: NodeJS.Timeout | undefined;
  private timerDue = Number.POSITIVE_INFINITY;
  private dispatchedAt = 0;
  private hurry = Number.POSITIVE_INFINITY;

  constructor(id: number, { threadFlags, ...init }: ThreadInit, hooks: ThreadHooks) {
    this.id = id;
    this.hooks = hooks;
    const workerData: WorkerInit = { ...init, control: this.control.buffer };
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
        if (message.type === "ready") {
          this.started = true;
          resolve();
        } else if (message.type === "recycled") this.hooks.onRecycled(this, message.why);
        else if (message.type === "failed") reject(new Error(`An engine did not start: ${message.message}`));
        else this.answered(message);
      });
      this.worker.on("error", (error) => {
        reject(error);
        this.lost("crash", error.message);
      });
      this.worker.on("exit", (code) => {
        reject(new Error(`An engine's thread ended with code ${code} before it was ready`));
        this.lost("crash", `its thread ended with code ${code}`);
      });
    });
    this.ready.catch(() => undefined);
  }

  run(task: ThreadTask): void {
    this.task = task;
    this.runs++;
    this.control.reset();
    this.dispatchedAt = sharedNow();
    this.hurry = Number.POSITIVE_INFINITY;
    this.worker.postMessage(task.message);
    this.watch(this.dispatchedAt + task.budgetMs + GRACE_MS);
  }

  /** Stops the guest at its next poll; the thread, if there is none, after the grace. */
  cancel(): void {
    this.control.cancel();
    this.hurry = sharedNow() + GRACE_MS;
    this.watch(this.hurry);
  }

  async terminate(): Promise<void> {
    this.dead = true;
    clearTimeout(this.timer);
    await this.worker.terminate();
  }

  private answered(message: FromWorker): void {
    const task = this.task;
    this.task = null;
    task?.onAnswer(message);
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
    if (!this.task || this.dead) return;
    const started = this.control.startedAt;
    const due = Math.min(
      this.hurry,
      started === 0 ? this.dispatchedAt + START_MS : started + this.task.budgetMs + GRACE_MS,
    );
    if (sharedNow() < due) this.watch(started === 0 ? Math.min(due, sharedNow() + LOOK_AGAIN_MS) : due);
    else if (started === 0 && this.hurry === Number.POSITIVE_INFINITY)
      this.lost("crash", "it did not start the run");
    else this.lost("overrun", "");
  }

  private lost(why: "overrun" | "crash", detail: string): void {
    if (this.dead) return;
    this.dead = true;
    clearTimeout(this.timer);
    const task = this.task;
    this.task = null;
    task?.onLost(why, detail);
    this.hooks.onExit(this, why, detail);
    void this.worker.terminate();
  }
}

/** While a run has not started, its end is not known: look again soon. */
const LOOK_AGAIN_MS = 25;
