import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { type Progress, sendEnd, sendLines, sendProgress } from "./chunks.ts";
import { createEvents, type EventsEmitter } from "./events-emitter.ts";
import { BatchProgress, checkBatch } from "./executor/batch-progress.ts";
import { imageHash, programProblem, sourcesOf } from "./executor/compile.ts";
import { type CompileRun, Executor, type Job } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import { cannotWait, disposedError, placed, refusal, toOutcome } from "./executor/outcome.ts";
import { filesOf } from "./executor/profile.ts";
import { judgeHealth, type SandboxHealth } from "./health.ts";
import { ImageCache, imageData } from "./images.ts";
import { importHostModules } from "./pool/host-modules.ts";
import { goneError } from "./pool/pool-run.ts";
import { missingHook, type PoolSandboxOptions } from "./pool-sandbox.ts";
import { ProfileCache } from "./profile-cache.ts";
import { Ledger, type SandboxStats } from "./stats.ts";
import type { Segment, SegmentEnd, Waiting } from "./suspension/drive.ts";
import {
  createWaitingRuns,
  hasAnswersLater,
  type SegmentRunner,
  type WaitingRuns,
} from "./suspension/start-and-resume.ts";
import type { ResumeOptions, RunState, StartOptions } from "./suspension/types.ts";
import type {
  ArmSettings,
  Batch,
  CompileOptions,
  CompileResult,
  EngineName,
  ExecuteOptions,
  Image,
  InlineSandbox,
  Invocation,
  Program,
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
  private readonly profiles: ProfileCache;
  readonly events: EventsEmitter;
  private readonly ledger: Ledger;
  private readonly waitingRuns: WaitingRuns;
  private instancesRecycled = 0;
  private disposed = false;

  private constructor(executor: Executor, events: EventsEmitter, options: PoolSandboxOptions) {
    this.executor = executor;
    this.events = events;
    this.ledger = new Ledger(events);
    this.engine = options.engine;
    this.images = new ImageCache(options.imageCacheBytes, ({ hash, bytes }) =>
      this.events.emit("cache_evicted", () => ({ image: hash, bytes })),
    );
    this.profiles = new ProfileCache(options.imageCacheBytes);
    this.events.on("worker_replaced", () => this.instancesRecycled++);
    const run: SegmentRunner = async (...part) => this.runNow(...part);
    this.waitingRuns = createWaitingRuns({
      buildId: executor.engine.build.id,
      asyncHost: options.asyncHost,
      waitingBytes: options.waitingBytes,
      run,
      ended: this.ended.bind(this),
    });
  }

  static async start(options: PoolSandboxOptions): Promise<InThreadSandbox> {
    const events = createEvents();
    const executor = await Executor.create({
      recycleAfterRuns: options.recycleAfterRuns,
      onRecycled: (detail) => events.emit("worker_replaced", () => ({ worker: 0, why: "recycled", detail })),
      engine: options.engine,
      stackBytes: options.stackBytes,
      cacheBytes: options.imageCacheBytes,
      compileTimeoutMs: options.compileTimeoutMs,
      hostModules: await importHostModules(options.hostModules),
    });
    await executor.warmAll();
    return new InThreadSandbox(executor, events, options);
  }

  async compile(program: Program, options: CompileOptions = {}): Promise<CompileResult> {
    const started = performance.now();
    const compileUs = () => Math.round((performance.now() - started) * 1000);
    const problem = this.refuse() ?? programProblem(program);
    if (problem) return { status: "error", error: problem, compileUs: compileUs() };
    const hash = imageHash(this.executor.engine.build.id, program);
    const known = this.images.get(hash);
    if (known) return { status: "ok", image: known, compileUs: compileUs() };
    this.ledger.compilations++;
    const result = this.made(await this.executor.compile(program, options.limits), program, compileUs);
    this.ledger.compiled(hash, program.entry, result);
    return result;
  }

  private made(result: CompileRun, program: Program, compileUs: () => number): CompileResult {
    const sources = sourcesOf(program);
    if (!result.ok) {
      const error = placed(result.error, { engine: this.engine, sources });
      return { status: "error", error, compileUs: compileUs() };
    }
    const image = this.images.add({ ...result.image, sources });
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
    const outcome = "outcome" in end ? end.outcome : endOf(end.waiting);
    this.ended(image, invocation, options, outcome);
    return outcome;
  }

  arm(image: Image, settings: ArmSettings): void {
    const { value: profile } = this.profiles.profileFor(image, imageData(image), settings);
    if (!this.disposed && image.exports.includes(settings.hook))
      this.executor.armAhead(profile, settings.realm);
  }

  start(image: Image, invocation: Invocation, options: StartOptions = {}): Promise<RunState> {
    return this.waitingRuns.start(image, invocation, options);
  }

  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    return this.waitingRuns.resume(image, suspension, options);
  }

  /** One stretch of guest time. Only the first counts as an execution. */
  private runNow(
    image: Image,
    invocation: Invocation,
    options: ExecuteOptions,
    segment: Segment,
  ): SegmentEnd {
    const { paused, answers } = segment;
    if (!paused) this.ledger.executions++;
    const { value: profile } = this.profiles.profileFor(image, imageData(image), invocation);
    const error =
      this.refuse(options.signal) ??
      (options.gone?.aborted && !paused ? goneError() : null) ??
      (image.exports.includes(profile.hook) ? null : missingHook(profile.hook, image.exports));
    if (error) return { outcome: failedOutcome(error) };
    const { onChunk } = options;
    let progress: Progress | undefined;
    const onProgress = (latest: Progress) => {
      progress = latest;
    };
    const { seed, clockMs, realm, sensitive, hostContext: context = null } = invocation;
    const input = inputOf(paused ? [] : invocation.args);
    const logs = new LogBuffer(profile.limits, filesOf(profile.image));
    const listener = onChunk && onProgress;
    const job: Job = { profile, input, seed, clockMs, context, realm, sensitive, paused, answers };
    job.onProgress = listener;
    const result = this.executor.executeNow(job, logs);
    // While the guest ran, the listener would have been called from inside it.
    if (onChunk) {
      sendLines(onChunk, logs.lines);
      if (progress) sendProgress(onChunk, progress);
    }
    const lines = segment.lines.length === 0 ? logs.lines : [...segment.lines, ...logs.lines];
    if (result.ok && result.paused)
      return { waiting: { paused: result.paused, lines, metrics: result.metrics } };
    return { outcome: toOutcome(result, lines, profile.image, 0) };
  }

  /** A run has its outcome: once for each, however often it waited. */
  private ended(image: Image, invocation: Invocation, options: ExecuteOptions, outcome: Outcome): void {
    this.ledger.executed(image.hash, invocation, outcome);
    if (options.onChunk) sendEnd(options.onChunk, outcome);
  }

  executeMany(image: Image, batch: Batch, options?: Pick<ExecuteOptions, "signal">): Promise<Outcome[]> {
    return new Promise((resolve) => {
      resolve(this.executeManySync(image, batch, options));
    });
  }

  executeManySync(image: Image, batch: Batch, { signal }: Pick<ExecuteOptions, "signal"> = {}): Outcome[] {
    checkBatch(batch);
    this.ledger.executions += batch.inputs.length;
    const { value: profile } = this.profiles.profileFor(image, imageData(image), batch);
    const progress = new BatchProgress(batch, profile, this.executor.engine.layout.bjson);
    const { seed, clockMs, realm, sensitive, hostContext: context = null } = batch;
    const job = { profile, packs: progress.packs, seed, clockMs, realm, sensitive, context };
    const refused =
      this.refuse(signal) ??
      (image.exports.includes(profile.hook) ? null : missingHook(profile.hook, image.exports));
    if (refused) progress.endWith(refused);
    for (let range = progress.next(); range; range = progress.next()) {
      progress.add(this.executor.runBatch(job, range.from, range.end), 0);
    }
    for (const outcome of progress.outcomes) this.ledger.executed(image.hash, batch, outcome);
    return progress.outcomes;
  }

  private refuse(signal?: AbortSignal): ScriptError | null {
    if (this.disposed) return disposedError();
    return signal?.aborted ? refusal("cancelled", "The run was cancelled before it started.") : null;
  }

  exportImage(image: Image): Uint8Array {
    return this.images.export(image, this.executor.engine.build);
  }

  importImage(bytes: Uint8Array): Image {
    return this.images.import(bytes, this.executor.engine.build);
  }

  stats(): SandboxStats {
    const { memoryBytes, boots, runs } = this.executor;
    return {
      engine: this.engine,
      isolation: "inline",
      pid: process.pid,
      workers: 0,
      active: 0,
      queued: 0,
      queueLimit: 0,
      waiting: { count: this.waitingRuns.room.count, bytes: this.waitingRuns.room.bytes },
      ...this.ledger.counts(),
      workersReplaced: 0,
      instancesRecycled: this.instancesRecycled,
      boots,
      cache: this.images.stats(),
      perWorker: [{ id: 0, state: "idle", runs, memoryBytes, boots }],
    };
  }

  health(): SandboxHealth {
    const broken = this.disposed ? "The sandbox was disposed." : null;
    return judgeHealth({ broken, size: 0, ready: 0, queued: 0, queueLimit: 0, lost: 0 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.disposed) this.executor[Symbol.dispose]();
    this.disposed = true;
    this.waitingRuns.room.close();
  }
}

function endOf({ paused, lines, metrics }: Waiting): Outcome {
  return cannotWait(paused.state.pending[0]?.name, lines, metrics);
}
