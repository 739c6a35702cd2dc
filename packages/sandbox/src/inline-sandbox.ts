import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { imageHash, programProblem, sourcesOf } from "./executor/compile.ts";
import { Executor } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import { cannotWait, refusal, toOutcome } from "./executor/outcome.ts";
import { filesOf } from "./executor/profile.ts";
import { refineFrame } from "./executor/refine-frame.ts";
import { ImageCache, imageData, makeImage } from "./images.ts";
import { importHostModules } from "./pool/host-modules.ts";
import { missingHook, type PoolSandboxOptions } from "./pool-sandbox.ts";
import { ProfileCache } from "./profile-cache.ts";
import type { Segment, SegmentEnd } from "./suspension/drive.ts";
import {
  createWaitingRuns,
  hasAnswersLater,
  type SegmentRunner,
  type WaitingRuns,
} from "./suspension/start-and-resume.ts";
import type { ResumeOptions, RunState, StartOptions } from "./suspension/types.ts";
import type {
  CompileResult,
  EngineName,
  ExecuteOptions,
  Image,
  InlineSandbox,
  Invocation,
  Program,
  SandboxStats,
} from "./types.ts";

/**
 * The sandbox in the caller's thread: no hop, no watchdog. The engine's own deadline holds for everything that polls it;
 * a long native operation (a huge sort, `JSON.parse` of megabytes) runs to its end and blocks the thread.
 * For embedders who trust their scripts' length.
 */
export class InThreadSandbox implements InlineSandbox {
  readonly engine: EngineName;
  private readonly executor: Executor;
  private readonly images: ImageCache;
  private readonly profiles = new ProfileCache();
  private readonly counts = { compilations: 0, executions: 0, failures: 0 };
  private readonly waitingRuns: WaitingRuns;
  private disposed = false;

  private constructor(executor: Executor, options: PoolSandboxOptions) {
    this.executor = executor;
    this.engine = options.engine;
    this.images = new ImageCache(options.imageCacheBytes);
    const { asyncHost, waitingBytes } = options;
    const run: SegmentRunner = async (...part) => this.runNow(...part);
    const buildId = executor.engine.build.id;
    this.waitingRuns = createWaitingRuns({ buildId, asyncHost, waitingBytes, run });
  }

  static async start(options: PoolSandboxOptions): Promise<InThreadSandbox> {
    const executor = await Executor.create({
      engine: options.engine,
      stackBytes: options.stackBytes,
      cacheBytes: options.imageCacheBytes,
      compileTimeoutMs: options.compileTimeoutMs,
      hostModules: await importHostModules(options.hostModules),
    });
    await executor.warmAll();
    return new InThreadSandbox(executor, options);
  }

  async compile(program: Program): Promise<CompileResult> {
    const started = performance.now();
    const compileUs = () => Math.round((performance.now() - started) * 1000);
    const problem = this.refuse() ?? programProblem(program);
    if (problem) return { status: "error", error: problem, compileUs: compileUs() };
    const known = this.images.get(imageHash(this.executor.engine.build.id, program));
    if (known) return { status: "ok", image: known, compileUs: compileUs() };
    this.counts.compilations++;
    const result = await this.executor.compile(program);
    const sources = sourcesOf(program);
    if (!result.ok) {
      const error = refineFrame(result.error, (file) => sources[file]);
      return { status: "error", error, compileUs: compileUs() };
    }
    const image = makeImage({ ...result.image, sources });
    this.images.add(image);
    return { status: "ok", image, compileUs: compileUs() };
  }

  execute(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Promise<Outcome> {
    if (hasAnswersLater(imageData(image))) return this.waitingRuns.execute(image, invocation, options);
    return new Promise((resolve) => {
      resolve(this.executeSync(image, invocation, options));
    });
  }

  executeSync(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Outcome {
    const answers = invocation.hostAnswers ?? [];
    const end = this.runNow(image, invocation, options, { answers, lines: [] });
    if ("outcome" in end) return end.outcome;
    const { paused, lines, metrics } = end.waiting;
    return cannotWait(paused, lines, metrics);
  }

  start(image: Image, invocation: Invocation, options: StartOptions = {}): Promise<RunState> {
    return this.waitingRuns.start(image, invocation, options);
  }

  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    return this.waitingRuns.resume(image, suspension, options);
  }

  /** One stretch of guest time. */
  private runNow(
    image: Image,
    invocation: Invocation,
    options: ExecuteOptions,
    segment: Segment,
  ): SegmentEnd {
    const { paused, answers } = segment;
    if (!paused) this.counts.executions++;
    const { value: profile } = this.profiles.profileFor(image, imageData(image), invocation);
    const error =
      this.refuse(options.signal) ??
      (image.exports.includes(profile.hook) ? null : missingHook(profile.hook, image.exports));
    if (error) {
      this.counts.failures++;
      return { outcome: failedOutcome(error) };
    }
    const { seed, clockMs, realm, hostContext: context = null } = invocation;
    const input = inputOf(paused ? [] : invocation.args);
    const logs = new LogBuffer(profile.limits, filesOf(profile.image));
    const result = this.executor.executeNow(
      { profile, input, seed, clockMs, context, realm, paused, answers },
      logs,
    );
    if (logs.lines.length > 0) options.onLog?.(logs.lines);
    const lines = [...segment.lines, ...logs.lines];
    if (result.ok && result.paused)
      return { waiting: { paused: result.paused, lines, metrics: result.metrics } };
    const outcome = toOutcome(result, lines, profile.image, 0);
    if (outcome.status === "error") this.counts.failures++;
    return { outcome };
  }

  private refuse(signal?: AbortSignal): ScriptError | null {
    if (this.disposed) return refusal("cancelled", "The sandbox was disposed.");
    return signal?.aborted ? refusal("cancelled", "The run was cancelled before it started.") : null;
  }

  stats(): SandboxStats {
    return {
      engine: this.engine,
      workers: 0,
      busy: 0,
      queued: 0,
      ...this.counts,
      workersReplaced: 0,
      images: {
        count: this.images.count,
        bytes: this.images.bytes,
        hits: this.images.hits,
        misses: this.images.misses,
      },
      waiting: { count: this.waitingRuns.room.count, bytes: this.waitingRuns.room.bytes },
      boots: this.executor.boots,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    this.waitingRuns.room.close();
  }
}
