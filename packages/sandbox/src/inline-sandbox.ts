import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { BatchProgress, checkBatch } from "./executor/batch-progress.ts";
import { imageHash, programProblem, sourcesOf } from "./executor/compile.ts";
import { Executor } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import { refusal, toOutcome } from "./executor/outcome.ts";
import { filesOf } from "./executor/profile.ts";
import { refineFrame } from "./executor/refine-frame.ts";
import { ImageCache, imageData } from "./images.ts";
import { importHostModules } from "./pool/host-modules.ts";
import { missingHook, type PoolSandboxOptions } from "./pool-sandbox.ts";
import { ProfileCache } from "./profile-cache.ts";
import type {
  Batch,
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
  private disposed = false;

  private constructor(executor: Executor, options: PoolSandboxOptions) {
    this.executor = executor;
    this.engine = options.engine;
    this.images = new ImageCache(options.imageCacheBytes);
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
    const image = this.images.add({ ...result.image, sources });
    return { status: "ok", image, compileUs: compileUs() };
  }

  execute(image: Image, invocation: Invocation, options?: ExecuteOptions): Promise<Outcome> {
    return new Promise((resolve) => {
      resolve(this.executeSync(image, invocation, options));
    });
  }

  executeSync(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Outcome {
    this.counts.executions++;
    const { value: profile } = this.profiles.profileFor(image, imageData(image), invocation);
    const error =
      this.refuse(options.signal) ??
      (image.exports.includes(profile.hook) ? null : missingHook(profile.hook, image.exports));
    if (error) {
      this.counts.failures++;
      return failedOutcome(error);
    }
    const { seed, clockMs, realm, hostContext: context = null } = invocation;
    const input = inputOf(invocation.args);
    const logs = new LogBuffer(profile.limits, filesOf(profile.image));
    const result = this.executor.executeNow({ profile, input, seed, clockMs, context, realm }, logs);
    if (logs.lines.length > 0) options.onLog?.(logs.lines);
    const outcome = toOutcome(result, logs.lines, profile.image, 0);
    if (outcome.status === "error") this.counts.failures++;
    return outcome;
  }

  executeMany(image: Image, batch: Batch, options?: Pick<ExecuteOptions, "signal">): Promise<Outcome[]> {
    return new Promise((resolve) => {
      resolve(this.executeManySync(image, batch, options));
    });
  }

  executeManySync(image: Image, batch: Batch, { signal }: Pick<ExecuteOptions, "signal"> = {}): Outcome[] {
    checkBatch(batch);
    const { value: profile } = this.profiles.profileFor(image, imageData(image), batch);
    const progress = new BatchProgress(batch, profile, this.executor.engine.layout.bjson);
    const { seed, clockMs, realm, hostContext: context = null } = batch;
    const job = { profile, packs: progress.packs, seed, clockMs, realm, context };
    const refused =
      this.refuse(signal) ??
      (image.exports.includes(profile.hook) ? null : missingHook(profile.hook, image.exports));
    if (refused) progress.endWith(refused);
    for (let range = progress.next(); range; range = progress.next()) {
      progress.add(this.executor.runBatch(job, range.from, range.end), 0);
    }
    this.counts.executions += progress.outcomes.length;
    for (const { status } of progress.outcomes) if (status === "error") this.counts.failures++;
    return progress.outcomes;
  }

  private refuse(signal?: AbortSignal): ScriptError | null {
    if (this.disposed) return refusal("cancelled", "The sandbox was disposed.");
    return signal?.aborted ? refusal("cancelled", "The run was cancelled before it started.") : null;
  }

  exportImage(image: Image): Uint8Array {
    return this.images.export(image, this.executor.engine.build);
  }

  importImage(bytes: Uint8Array): Image {
    return this.images.import(bytes, this.executor.engine.build);
  }

  stats(): SandboxStats {
    return {
      engine: this.engine,
      workers: 0,
      busy: 0,
      queued: 0,
      ...this.counts,
      workersReplaced: 0,
      images: this.images.stats,
      boots: this.executor.boots,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
  }
}
