// Long: the whole of `Sandbox` over a process, method by method, as its two sisters have it.
import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { sendEnd } from "../chunks.ts";
import { engineBuild } from "../engine/adapters.ts";
import { createEvents, type EventsEmitter } from "../events-emitter.ts";
import { checkBatch } from "../executor/batch-progress.ts";
import { imageHash, programProblem } from "../executor/compile.ts";
import { ConstantValues } from "../executor/constant-values.ts";
import { unreadable } from "../executor/guest-records/unreadable.ts";
import { disposedError, refusal } from "../executor/outcome.ts";
import { checkedConstants, checkLimits } from "../executor/profile.ts";
import { createLossLog, judgeHealth, type SandboxHealth } from "../health.ts";
import { ImageLru } from "../image-lru.ts";
import { busyError } from "../pool/busy.ts";
import { compileKey } from "../pool/compile-task.ts";
import { lostError } from "../pool/loss.ts";
import { goneError, microseconds } from "../pool/pool-run.ts";
import { missingHook, type PoolSandboxOptions } from "../pool-sandbox.ts";
import { Ledger, type SandboxStats } from "../stats.ts";
import { decodeSuspension, resealSuspension } from "../suspension/envelope.ts";
import { checkKey, eventAnswer, hostOf, mustBelong } from "../suspension/start-and-resume.ts";
import type { HostRequestAnswerer, ResumeOptions, RunState, StartOptions } from "../suspension/types.ts";
import type {
  ArmSettings,
  Batch,
  CompileOptions,
  CompileResult,
  EngineName,
  ExecuteOptions,
  Image,
  Invocation,
  ProfileSettings,
  Program,
  Sandbox,
} from "../types.ts";
import type { ProcessUser } from "./child-process.ts";
import { compileThere } from "./compile-there.ts";
import { checkRecording } from "./own-record.ts";
import { ProcessHost } from "./process-host.ts";
import { type RunOrder, runManyThere, runThere, type Source, type Submit } from "./run-there.ts";

const sources = new WeakMap<Image, Source>();

/**
 * The sandbox in a process of its own: the whole pool of threads runs there, behind a channel that carries JSON. When the
 * process dies, what it had is answered `engine_failure` and never run twice; another takes its place.
 */
export class ProcessSandbox implements Sandbox {
  readonly engine: EngineName;
  readonly events: EventsEmitter;
  private readonly buildId: string;
  private readonly options: PoolSandboxOptions;
  private readonly host: ProcessHost;
  private readonly images: ImageLru;
  private readonly ledger: Ledger;
  private readonly constants = new ConstantValues();
  private readonly losses = createLossLog();
  private readonly compiling = new Map<string, Promise<CompileResult>>();
  private lost = 0;
  private instancesRecycled = 0;
  private disposed = false;

  private constructor(options: PoolSandboxOptions, user: ProcessUser | undefined) {
    this.options = options;
    this.engine = options.engine;
    this.buildId = engineBuild(options.engine).id;
    this.events = createEvents();
    this.ledger = new Ledger(this.events);
    this.images = new ImageLru(options.imageCacheBytes, ({ hash, bytes }) =>
      this.events.emit("cache_evicted", () => ({ image: hash, bytes })),
    );
    this.host = new ProcessHost(options, user, {
      onReplaced: (event) => {
        if (event.why === "recycled") this.instancesRecycled++;
        else {
          this.lost++;
          this.losses.add();
        }
        this.events.emit("worker_replaced", () => event);
      },
      onHeld: (event) => this.events.emit("script_held_back", () => event),
    });
  }

  static async start(options: PoolSandboxOptions, user: ProcessUser | undefined): Promise<ProcessSandbox> {
    const sandbox = new ProcessSandbox(options, user);
    try {
      await sandbox.host.start();
    } catch (error) {
      await sandbox.host.close();
      throw error;
    }
    return sandbox;
  }

  compile(program: Program, options: CompileOptions = {}): Promise<CompileResult> {
    const started = performance.now();
    const error = this.disposed ? disposedError() : programProblem(program);
    if (error) return Promise.resolve({ status: "error", error, compileUs: microseconds(started) });
    const hash = imageHash(this.buildId, program);
    const known = this.images.get(hash);
    if (known) return Promise.resolve({ status: "ok", image: known, compileUs: microseconds(started) });
    const key = compileKey(hash, options);
    let running = this.compiling.get(key);
    if (!running) {
      this.ledger.compilations++;
      // Kept for later, when the caller may have changed its own.
      const own = structuredClone(program);
      const order = { hash, program: own, engine: this.engine, started, options };
      running = compileThere(this.submit, order).then((result) => {
        this.compiling.delete(key);
        this.ledger.compiled(hash, program.entry, result);
        if (result.status === "error") return result;
        const image = this.images.add(hash, () => result.image);
        sources.set(image, { program: own, limits: options.limits });
        return { ...result, image };
      });
      this.compiling.set(key, running);
    }
    return running;
  }

  async execute(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Promise<Outcome> {
    const state = await this.begin(image, invocation, options, "execute");
    if (state.status === "done") return state.outcome;
    throw new Error("the sandbox's process answered execute with a suspension");
  }

  arm(image: Image, settings: ArmSettings): void {
    checkLimits(settings.limits);
    this.constants.check(checkedConstants(settings.constants));
    const { realm, hook, limits, capabilities, constants } = settings;
    const own = { realm, hook, limits, capabilities, ...(constants && { constants }) };
    if (!this.disposed) this.host.tell({ type: "arm", image: image.hash, settings: own });
  }

  start(image: Image, invocation: Invocation, options: StartOptions = {}): Promise<RunState> {
    return this.begin(image, invocation, options, "start");
  }

  async resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    const source = sourceOf(image);
    checkKey(options.key);
    const { answer, clockMs, key } = options;
    const suspended = decodeSuspension(suspension, key);
    mustBelong(suspended, this.buildId, image);
    // The arguments are in the guest's memory.
    const invocation: Invocation = { ...suspended.invocation, args: [] };
    const bare = key ? resealSuspension(suspension, undefined) : suspension;
    eventAnswer(suspended, options);
    const how = { type: "resume", suspension: bare, run: suspended, answer, clockMs } as const;
    return this.perform({
      image,
      source,
      invocation,
      options,
      how,
      answer: this.answerer(source, options),
    });
  }

  private async begin(
    image: Image,
    invocation: Invocation,
    options: StartOptions,
    type: "execute" | "start",
  ): Promise<RunState> {
    checkKey(options.key);
    checkRecording(invocation.hostAnswers);
    const source = this.admit(image, invocation, 1);
    const answer = this.answerer(source, options);
    return this.perform({ image, source, invocation, options, how: { type }, answer });
  }

  /**
   * What a run or a batch is told before anything of it crosses: bad input is the caller's, and counts as no execution.
   *
   * @throws TypeError naming what makes no sense
   */
  private admit(image: Image, run: ProfileSettings, executions: number): Source {
    const source = sourceOf(image);
    checkLimits(run.limits);
    this.constants.check(checkedConstants(run.constants));
    this.ledger.executions += executions;
    return source;
  }

  private async perform(order: RunOrder): Promise<RunState> {
    const { image, invocation, options } = order;
    const isGone = options.gone?.aborted === true && order.how.type !== "resume";
    const refused = this.refuse(image, invocation, options.signal) ?? (isGone ? goneError() : null);
    const state: RunState = refused
      ? { status: "done", outcome: failedOutcome(refused) }
      : await runThere(this.host, this.submit, order);
    if (state.status === "waiting") return state;
    this.ledger.executed(image.hash, invocation, state.outcome);
    if (options.onChunk) sendEnd(options.onChunk, state.outcome);
    return state;
  }

  private answerer({ program: { host } }: Source, { answerCall }: ExecuteOptions): HostRequestAnswerer {
    return answerCall ?? hostOf(this.options.asyncHost, host);
  }

  async executeMany(
    image: Image,
    batch: Batch,
    { signal }: Pick<ExecuteOptions, "signal"> = {},
  ): Promise<Outcome[]> {
    checkBatch(batch);
    const source = this.admit(image, batch, batch.inputs.length);
    const refused = this.refuse(image, batch, signal);
    const outcomes = refused
      ? batch.inputs.map(() => failedOutcome(refused))
      : await runManyThere(this.submit, { image, source, batch, signal });
    for (const outcome of outcomes) this.ledger.executed(image.hash, batch, outcome);
    return outcomes;
  }

  exportImage(): Uint8Array {
    throw new TypeError(elsewhere);
  }

  importImage(): Image {
    throw new TypeError(elsewhere);
  }

  private readonly submit: Submit = (fail, task, { signal, gone } = {}) => {
    const busy = this.disposed ? null : this.host.refuses(task.realm);
    if (this.disposed) fail(disposedError());
    else if (busy) fail(busyError(busy, this.options));
    else {
      const listening = new AbortController();
      const lose = (error: ScriptError) => {
        listening.abort();
        fail(error);
      };
      const id = this.host.submit({
        ...task,
        onAnswer: (message) => {
          const isOver = task.onAnswer(message);
          if (isOver === true) listening.abort();
          return isOver;
        },
        onWrong: () => lose(unreadable("What the script left")),
        onLost: (detail) => lose(lostError(detail)),
        onLate: (late) =>
          lose(
            late
              ? busyError(late, this.options)
              : refusal("busy", "The sandbox's process is being started again. Try again shortly."),
          ),
      });
      const onAbort = () => {
        const cancelled = () => lose(refusal("cancelled", "The run was cancelled."));
        if (this.host.cancel(id)) cancelled();
        // It tells what the run said until then; its caller does not depend on that.
        else setTimeout(cancelled, CANCEL_MS).unref();
      };
      const onGone = () => {
        if (this.host.withdraw(id)) lose(goneError());
      };
      signal?.addEventListener("abort", onAbort, { once: true, signal: listening.signal });
      gone?.addEventListener("abort", onGone, { once: true, signal: listening.signal });
    }
  };

  private refuse(
    image: Image,
    { hook }: Pick<Invocation, "hook">,
    signal: AbortSignal | undefined,
  ): ScriptError | null {
    if (this.disposed) return disposedError();
    if (signal?.aborted) return refusal("cancelled", "The run was cancelled before it started.");
    return image.exports.includes(hook) ? null : missingHook(hook, image.exports);
  }

  stats(): SandboxStats {
    const { host, options } = this;
    return {
      engine: this.engine,
      isolation: "process",
      pid: host.pid ?? null,
      workers: options.workers,
      active: host.active,
      queued: host.queued,
      queueLimit: options.queueLimit,
      waiting: host.load?.waiting ?? { count: 0, bytes: 0 },
      ...this.ledger.counts(),
      workersReplaced: this.lost,
      instancesRecycled: this.instancesRecycled,
      boots: host.load?.boots ?? 0,
      cache: this.images.stats(),
      perWorker: host.load?.perWorker ?? [],
    };
  }

  health(): SandboxHealth {
    const { host } = this;
    const { workers: size, queueLimit } = this.options;
    const broken = this.disposed ? "The sandbox was disposed." : host.broken;
    const { queued } = host;
    return judgeHealth({
      broken,
      size,
      ready: host.ready ? size : 0,
      queued,
      queueLimit,
      lost: this.losses.count(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    await this.host.close();
  }
}

const elsewhere =
  'with isolation "process" images stay in that process: store the program, compiling it again takes milliseconds';

/** @throws TypeError for an image of another sandbox */
function sourceOf(image: Image): Source {
  const source = sources.get(image);
  if (source) return source;
  throw new TypeError(
    'image must come from compile() of a sandbox with isolation "process": compile the program again',
  );
}

/** How long the process may take to answer a run that was cancelled. */
const CANCEL_MS = 2_000;
