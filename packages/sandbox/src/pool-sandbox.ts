// Long: the whole of `Sandbox` over threads, method by method, as its two sisters have it.
import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { sendEnd } from "./chunks.ts";
import { engineBuild, engineLoader } from "./engine/adapters.ts";
import { type BjsonFormat, engineLayout } from "./engine/layout.ts";
import { EngineToll } from "./engine-toll.ts";
import { createEvents, type EventsEmitter } from "./events-emitter.ts";
import { checkBatch } from "./executor/batch-progress.ts";
import { imageHash, programProblem, sourcesOf } from "./executor/compile.ts";
import { limitError } from "./executor/failure.ts";
import { toJsonText } from "./executor/json.ts";
import { disposedError, placed, refusal } from "./executor/outcome.ts";
import { createLossLog, judgeHealth, type SandboxHealth } from "./health.ts";
import { ImageCache, imageData } from "./images.ts";
import { armTask } from "./pool/arm-task.ts";
import { COMPILE_REALM, compileKey, compileTask } from "./pool/compile-task.ts";
import { Pool, type PoolHooks } from "./pool/pool.ts";
import { PoolBatch } from "./pool/pool-batch.ts";
import { goneError, microseconds, PoolRun } from "./pool/pool-run.ts";
import { permissionFlags } from "./process/permission-flags.ts";
import { ACCOUNT_FILE } from "./processor-clock.ts";
import { type CachedProfile, ProfileCache } from "./profile-cache.ts";
import { Ledger, type SandboxStats } from "./stats.ts";
import type { Segment, SegmentEnd, Waiting } from "./suspension/drive.ts";
import { createWaitingRuns, hasAnswersLater, type WaitingRuns } from "./suspension/start-and-resume.ts";
import type { AsyncHost, ResumeOptions, RunState, StartOptions } from "./suspension/types.ts";
import type {
  ArmSettings,
  Batch,
  CompileOptions,
  CompileResult,
  EngineName,
  ExecuteOptions,
  Image,
  Invocation,
  Program,
  Sandbox,
} from "./types.ts";

export type PoolSandboxOptions = {
  engine: EngineName;
  workers: number;
  queueLimit: number;
  maxWaitMs: number;
  prestart: boolean;
  imageCacheBytes: number;
  hostModules: { [hostId: string]: string };
  /** Folders that engine threads may read. */
  readable: string[];
  stackBytes: number;
  compileTimeoutMs: number;
  recycleAfterRuns: number;
  asyncHost: AsyncHost;
  waitingBytes: number;
  engineLossLimit: number;
};

/** The sandbox over worker threads. */
export class PoolSandbox implements Sandbox {
  readonly engine: EngineName;
  private readonly buildId: string;
  private readonly pool: Pool;
  private readonly format: BjsonFormat | null;
  private readonly size: number;
  private readonly queueLimit: number;
  private readonly compileTimeoutMs: number;
  private readonly images: ImageCache;
  private readonly profiles: ProfileCache;
  private readonly compiling = new Map<string, Promise<CompileResult>>();
  readonly events: EventsEmitter;
  private readonly ledger: Ledger;
  private readonly waitingRuns: WaitingRuns;
  private readonly losses = createLossLog();
  private readonly toll: EngineToll;
  private instancesRecycled = 0;
  private disposed = false;

  private constructor(
    pool: Pool,
    events: EventsEmitter,
    toll: EngineToll,
    engine: { buildId: string; format: BjsonFormat | null },
    options: PoolSandboxOptions,
  ) {
    this.pool = pool;
    this.events = events;
    this.toll = toll;
    this.ledger = new Ledger(events);
    this.buildId = engine.buildId;
    this.format = engine.format;
    this.engine = options.engine;
    this.size = options.workers;
    this.queueLimit = options.queueLimit;
    this.compileTimeoutMs = options.compileTimeoutMs;
    this.images = new ImageCache(options.imageCacheBytes, ({ hash, bytes }) =>
      this.events.emit("cache_evicted", () => ({ image: hash, bytes })),
    );
    this.profiles = new ProfileCache(options.imageCacheBytes);
    this.events.on("worker_replaced", ({ why }) => {
      if (why === "recycled") this.instancesRecycled++;
      else this.losses.add();
    });
    this.waitingRuns = createWaitingRuns({
      buildId: engine.buildId,
      asyncHost: options.asyncHost,
      waitingBytes: options.waitingBytes,
      run: this.runSegment.bind(this),
      ended: this.ended.bind(this),
    });
  }

  static async start(options: PoolSandboxOptions): Promise<PoolSandbox> {
    const { engine, workers, queueLimit, maxWaitMs, prestart, stackBytes } = options;
    const { hostModules, imageCacheBytes, compileTimeoutMs } = options;
    const build = engineBuild(engine);
    const layout = await engineLayout(build, await engineLoader(engine), stackBytes);
    const init = {
      engine,
      buildId: build.id,
      wasm: build.wasm,
      layout,
      stackBytes,
      hostModules,
      cacheBytes: imageCacheBytes,
      compileTimeoutMs,
      recycleAfterRuns: options.recycleAfterRuns,
      threadFlags: permissionFlags([...options.readable, ACCOUNT_FILE]),
    };
    const events = createEvents();
    const onReplaced: PoolHooks["onReplaced"] = (event) => events.emit("worker_replaced", () => event);
    const toll = new EngineToll(options.engineLossLimit, (held) =>
      events.emit("script_held_back", () => held),
    );
    const onCost: PoolHooks["onCost"] = ({ image, realm }) => toll.charge({ image, realm });
    const isSuspect: PoolHooks["isSuspect"] = ({ realm, isNew }) => isNew === true && toll.owes(realm);
    const hooks = { onReplaced, onCost, isSuspect };
    const pool = await Pool.start(init, { workers, queueLimit, maxWaitMs, prestart }, hooks);
    return new PoolSandbox(pool, events, toll, { buildId: build.id, format: layout.bjson }, options);
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
      running = this.compileInThread(program, hash, options, started).then((result) => {
        this.compiling.delete(key);
        this.ledger.compiled(hash, program.entry, result);
        return result;
      });
      this.compiling.set(key, running);
    }
    return running;
  }

  private compileInThread(
    program: Program,
    image: string,
    { realm, limits }: CompileOptions,
    started: number,
  ): Promise<CompileResult> {
    // What nobody is named for is held back by its text alone.
    const heldMs = this.toll.heldMs({ image, realm: realm ?? COMPILE_REALM }, realm === undefined);
    if (heldMs > 0) {
      return Promise.resolve({ status: "error", error: heldError(heldMs), compileUs: microseconds(started) });
    }
    this.ledger.compilations++;
    const sources = sourcesOf(program);
    const { pool, compileTimeoutMs } = this;
    return compileTask(pool, { program, image, realm, limits, started, compileTimeoutMs }).then((answer) => {
      const compileUs = microseconds(started);
      if (answer.ok) {
        const image = this.images.add({ ...answer.image, sources });
        return { status: "ok", image, compileUs };
      }
      const error = answer.isGuests ? placed(answer.error, { engine: this.engine, sources }) : answer.error;
      return { status: "error", error, compileUs };
    });
  }

  execute(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Promise<Outcome> {
    if (hasAnswersLater(imageData(image))) return this.waitingRuns.execute(image, invocation, options);
    this.ledger.executions++;
    const profile = this.profiles.profileFor(image, imageData(image), invocation);
    const argsText = toJsonText(invocation.args);
    const refused = this.refuse(profile, argsText, options) ?? this.held(profile, invocation);
    if (refused) {
      const outcome = failedOutcome(refused);
      this.ended(image, invocation, options, outcome);
      return Promise.resolve(outcome);
    }
    return new Promise((resolve) => {
      new PoolRun(profile, argsText, invocation, options, this.pool, (outcome) => {
        this.ended(image, invocation, options, outcome);
        resolve(outcome);
      }).start();
    });
  }

  arm(image: Image, settings: ArmSettings): void {
    const profile = this.profiles.profileFor(image, imageData(image), settings);
    if (this.disposed || !image.exports.includes(settings.hook)) return;
    const { realm, limits } = settings;
    this.pool.submitToIdle(() => armTask(profile, realm, limits));
  }

  async executeMany(
    image: Image,
    batch: Batch,
    { signal }: Pick<ExecuteOptions, "signal"> = {},
  ): Promise<Outcome[]> {
    checkBatch(batch);
    this.ledger.executions += batch.inputs.length;
    const profile = this.profiles.profileFor(image, imageData(image), batch);
    const outcomes = await new Promise<Outcome[]>((resolve) => {
      const run = new PoolBatch(profile, batch, this.format, this.pool, signal, resolve);
      const refused = this.refuse(profile, "", signal ? { signal } : {}) ?? this.held(profile, batch);
      if (refused) run.endWith(refused);
      else run.start();
    });
    for (const outcome of outcomes) this.ledger.executed(image.hash, batch, outcome);
    return outcomes;
  }

  start(image: Image, invocation: Invocation, options: StartOptions = {}): Promise<RunState> {
    return this.waitingRuns.start(image, invocation, options);
  }

  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    return this.waitingRuns.resume(image, suspension, options);
  }

  /** One stretch of guest time of a run that may wait. Only the first counts as an execution. */
  private runSegment(
    image: Image,
    invocation: Invocation,
    options: ExecuteOptions,
    segment: Segment,
  ): Promise<SegmentEnd> {
    const continues = segment.paused !== undefined;
    const profile = this.profiles.profileFor(image, imageData(image), invocation);
    if (!continues) this.ledger.executions++;
    const argsText = continues ? "[]" : toJsonText(invocation.args);
    const refused =
      this.refuse(profile, argsText, continues ? { ...options, gone: undefined } : options) ??
      (continues ? null : this.held(profile, invocation));
    if (refused) return Promise.resolve({ outcome: failedOutcome(refused) });
    return new Promise((resolve) => {
      const done = (outcome: Outcome) => resolve({ outcome });
      const part = { segment, waits: (waiting: Waiting) => resolve({ waiting }) };
      new PoolRun(profile, argsText, invocation, options, this.pool, done, part).start();
    });
  }

  /** A run has its outcome: once for each, however often it waited. */
  private ended(image: Image, invocation: Invocation, options: ExecuteOptions, outcome: Outcome): void {
    this.ledger.executed(image.hash, invocation, outcome);
    if (options.onChunk) sendEnd(options.onChunk, outcome);
  }

  private refuse(
    { value: profile }: CachedProfile,
    argsText: string,
    { signal, gone }: { signal?: AbortSignal | undefined; gone?: AbortSignal | undefined },
  ): ScriptError | null {
    if (this.disposed) return disposedError();
    if (signal?.aborted) return refusal("cancelled", "The run was cancelled before it started.");
    if (gone?.aborted) return goneError();
    const { image, hook, limits } = profile;
    if (!image.exports.includes(hook)) return missingHook(hook, image.exports);
    const bytes = argsText.length > limits.inputBytes / 3 ? Buffer.byteLength(argsText) : 0;
    return bytes > limits.inputBytes ? limitError("inputBytes", limits.inputBytes, bytes) : null;
  }

  /** Its program, or its realm with others, cost too many engines lately. What went on before is let go on. */
  private held({ value, isProven }: CachedProfile, { realm }: { realm: string }): ScriptError | null {
    const heldMs = this.toll.heldMs({ image: value.image.hash, realm }, isProven);
    return heldMs > 0 ? heldError(heldMs) : null;
  }

  exportImage(image: Image): Uint8Array {
    return this.images.export(image, { id: this.buildId });
  }

  importImage(bytes: Uint8Array): Image {
    return this.images.import(bytes, { id: this.buildId });
  }

  stats(): SandboxStats {
    const { pool, size, queueLimit } = this;
    return {
      engine: this.engine,
      isolation: "thread",
      pid: process.pid,
      workers: size,
      active: pool.busy,
      queued: pool.queued,
      queueLimit,
      waiting: { count: this.waitingRuns.room.count, bytes: this.waitingRuns.room.bytes },
      ...this.ledger.counts(),
      workersReplaced: pool.replaced,
      instancesRecycled: this.instancesRecycled,
      boots: pool.boots,
      cache: this.images.stats(),
      perWorker: pool.workerStats(),
    };
  }

  health(): SandboxHealth {
    const { pool, size, queueLimit } = this;
    const broken = this.disposed
      ? "The sandbox was disposed."
      : pool.broken
        ? "No engine can be started. See the reason in the failed executions; check the host modules and the installation."
        : null;
    return judgeHealth({
      broken,
      size,
      ready: pool.ready,
      queued: pool.queued,
      queueLimit,
      lost: this.losses.count(),
    });
  }

  /** Realms whose programs cost an engine lately: what is new of them runs one at a time. */
  owing(): string[] {
    return this.toll.owing();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    this.waitingRuns.room.close();
    await this.pool.close();
  }
}

function heldError(retryAfterMs: number): ScriptError {
  return { ...refusal("busy", heldBack(retryAfterMs)), retryAfterMs };
}

const heldBack = (ms: number) =>
  `Engines were lost to this program, or to others of its realm, again and again: it is held back for ${Math.ceil(ms / 1_000)} s. Look for native calls over huge lists, such as indexOf or sort, that no limit of the script interrupts.`;

export function missingHook(hook: string, exports: readonly string[]): ScriptError {
  const has = exports.length > 0 ? `It exports ${exports.join(", ")}.` : "It exports no function.";
  return refusal("not_found", `The script does not export a function "${hook}". ${has}`);
}
