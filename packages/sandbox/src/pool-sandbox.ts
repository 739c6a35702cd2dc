import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { engineBuild, engineLoader } from "./engine/adapters.ts";
import { engineLayout } from "./engine/layout.ts";
import { imageHash, programProblem, sourcesOf } from "./executor/compile.ts";
import { limitError, timeoutError } from "./executor/failure.ts";
import { toJsonText } from "./executor/json.ts";
import { refusal } from "./executor/outcome.ts";
import type { Profile } from "./executor/profile.ts";
import { refineFrame } from "./executor/refine-frame.ts";
import { ImageCache, imageData, makeImage } from "./images.ts";
import { Pool } from "./pool/pool.ts";
import { lostError, microseconds, PoolRun } from "./pool/pool-run.ts";
import { ProfileCache } from "./profile-cache.ts";
import type { Segment, SegmentEnd, Waiting } from "./suspension/drive.ts";
import { createWaitingRuns, hasAnswersLater, type WaitingRuns } from "./suspension/start-and-resume.ts";
import type { AsyncHost, ResumeOptions, RunState, StartOptions } from "./suspension/types.ts";
import type {
  CompileResult,
  EngineName,
  ExecuteOptions,
  Image,
  Invocation,
  Program,
  Sandbox,
  SandboxStats,
} from "./types.ts";

export type PoolSandboxOptions = {
  engine: EngineName;
  workers: number;
  queueLimit: number;
  imageCacheBytes: number;
  hostModules: { [hostId: string]: string };
  stackBytes: number;
  compileTimeoutMs: number;
  asyncHost: AsyncHost;
  waitingBytes: number;
};

/** The sandbox over worker threads. */
export class PoolSandbox implements Sandbox {
  readonly engine: EngineName;
  private readonly buildId: string;
  private readonly pool: Pool;
  private readonly size: number;
  private readonly queueLimit: number;
  private readonly compileTimeoutMs: number;
  private readonly images: ImageCache;
  private readonly profiles = new ProfileCache();
  private readonly compiling = new Map<string, Promise<CompileResult>>();
  private readonly counts = { compilations: 0, executions: 0, failures: 0 };
  private readonly waitingRuns: WaitingRuns;
  private disposed = false;

  private constructor(pool: Pool, buildId: string, options: PoolSandboxOptions) {
    this.pool = pool;
    this.buildId = buildId;
    this.engine = options.engine;
    this.size = options.workers;
    this.queueLimit = options.queueLimit;
    this.compileTimeoutMs = options.compileTimeoutMs;
    this.images = new ImageCache(options.imageCacheBytes);
    const { asyncHost, waitingBytes } = options;
    const run = this.runSegment.bind(this);
    this.waitingRuns = createWaitingRuns({ buildId, asyncHost, waitingBytes, run });
  }

  static async start(options: PoolSandboxOptions): Promise<PoolSandbox> {
    const { engine, workers, queueLimit, stackBytes, hostModules, imageCacheBytes, compileTimeoutMs } =
      options;
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
    };
    return new PoolSandbox(await Pool.start(init, workers, queueLimit), build.id, options);
  }

  compile(program: Program): Promise<CompileResult> {
    const started = performance.now();
    const error = this.disposed ? disposedError() : programProblem(program);
    if (error) return Promise.resolve({ status: "error", error, compileUs: microseconds(started) });
    const hash = imageHash(this.buildId, program);
    const known = this.images.get(hash);
    if (known) return Promise.resolve({ status: "ok", image: known, compileUs: microseconds(started) });
    let running = this.compiling.get(hash);
    if (!running) {
      running = this.compileInThread(program, started).finally(() => this.compiling.delete(hash));
      this.compiling.set(hash, running);
    }
    return running;
  }

  private compileInThread(program: Program, started: number): Promise<CompileResult> {
    this.counts.compilations++;
    const sources = sourcesOf(program);
    return new Promise((resolve) => {
      const fail = (error: ScriptError) =>
        resolve({ status: "error", error, compileUs: microseconds(started) });
      const accepted = this.pool.submit({
        realm: COMPILE_REALM,
        budgetMs: this.compileTimeoutMs,
        message: () => ({ type: "compile", program }),
        onAnswer: (answer) => {
          if (answer.type !== "compiled") return fail(lostError("it answered something else"));
          if (!answer.result.ok) return fail(refineFrame(answer.result.error, (file) => sources[file]));
          const image = makeImage({ ...answer.result.image, sources });
          this.images.add(image);
          resolve({ status: "ok", image, compileUs: microseconds(started) });
        },
        onLost: (why, detail) =>
          fail(why === "overrun" ? timeoutError(this.compileTimeoutMs, []) : lostError(detail)),
      });
      if (!accepted) fail(this.busyError());
    });
  }

  execute(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Promise<Outcome> {
    if (hasAnswersLater(imageData(image))) return this.waitingRuns.execute(image, invocation, options);
    this.counts.executions++;
    const profile = this.profiles.profileFor(image, imageData(image), invocation);
    const argsText = toJsonText(invocation.args);
    const refused = this.refuse(profile.value, argsText, options.signal);
    if (refused) {
      this.counts.failures++;
      return Promise.resolve(failedOutcome(refused));
    }
    return new Promise((resolve) => {
      const run = new PoolRun(profile, argsText, invocation, options, (outcome) => {
        if (outcome.status === "error") this.counts.failures++;
        resolve(outcome);
      });
      if (!this.pool.submit(run)) run.finish(failedOutcome(this.busyError()));
      else run.listen(this.pool);
    });
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
    if (!continues) this.counts.executions++;
    const profile = this.profiles.profileFor(image, imageData(image), invocation);
    const argsText = continues ? "[]" : toJsonText(invocation.args);
    const failed = (outcome: Outcome): { outcome: Outcome } => {
      if (outcome.status === "error") this.counts.failures++;
      return { outcome };
    };
    const refused = this.refuse(profile.value, argsText, options.signal);
    if (refused) return Promise.resolve(failed(failedOutcome(refused)));
    return new Promise((resolve) => {
      const done = (outcome: Outcome) => resolve(failed(outcome));
      const part = { segment, waits: (waiting: Waiting) => resolve({ waiting }) };
      const run = new PoolRun(profile, argsText, invocation, options, done, part);
      if (!this.pool.submit(run)) run.finish(failedOutcome(this.busyError()));
      else run.listen(this.pool);
    });
  }

  private refuse(profile: Profile, argsText: string, signal: AbortSignal | undefined): ScriptError | null {
    if (this.disposed) return disposedError();
    if (signal?.aborted) return refusal("cancelled", "The run was cancelled before it started.");
    const { image, hook, limits } = profile;
    if (!image.exports.includes(hook)) return missingHook(hook, image.exports);
    const bytes = argsText.length > limits.inputBytes / 3 ? Buffer.byteLength(argsText) : 0;
    return bytes > limits.inputBytes ? limitError("inputBytes", limits.inputBytes, bytes) : null;
  }

  stats(): SandboxStats {
    return {
      engine: this.engine,
      workers: this.size,
      busy: this.pool.busy,
      queued: this.pool.queued,
      ...this.counts,
      workersReplaced: this.pool.replaced,
      images: {
        count: this.images.count,
        bytes: this.images.bytes,
        hits: this.images.hits,
        misses: this.images.misses,
      },
      waiting: { count: this.waitingRuns.room.count, bytes: this.waitingRuns.room.bytes },
      boots: this.pool.boots,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    this.waitingRuns.room.close();
    await this.pool.close();
  }

  private busyError(): ScriptError {
    if (this.disposed) return disposedError();
    return refusal(
      "busy",
      `All engines are busy and ${this.queueLimit} runs wait already. Try again shortly.`,
    );
  }
}

/** Compiles wait in a line of their own, like a realm. */
const COMPILE_REALM = "\0compile";

function disposedError(): ScriptError {
  return refusal("cancelled", "The sandbox was disposed.");
}

export function missingHook(hook: string, exports: readonly string[]): ScriptError {
  const has = exports.length > 0 ? `It exports ${exports.join(", ")}.` : "It exports no function.";
  return refusal("not_found", `The script does not export a function "${hook}". ${has}`);
}
