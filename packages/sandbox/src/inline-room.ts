import { failedOutcome, type Outcome } from "@scriptyard/model";
import { Books } from "./books.ts";
import { type Progress, sendLines, sendProgress } from "./chunks.ts";
import {
  type CompileOrder,
  type EngineRoom,
  failedCompile,
  type RoomImages,
  type RoomLoad,
  type RoomOptions,
} from "./engine-room.ts";
import { EngineSandbox } from "./engine-sandbox.ts";
import { BatchProgress, checkBatch } from "./executor/batch-progress.ts";
import { sourcesOf } from "./executor/compile.ts";
import { Executor, type Job } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import { placed, toOutcome } from "./executor/outcome.ts";
import { filesOf } from "./executor/profile.ts";
import { ImageCache, imageData, localImages } from "./images.ts";
import { importHostModules } from "./pool/host-modules.ts";
import { microseconds } from "./pool/pool-run.ts";
import { ProfileCache } from "./profile-cache.ts";
import type { Segment, SegmentEnd } from "./suspension/drive.ts";
import { createWaitingRuns, inOneStretch, type WaitingRuns } from "./suspension/start-and-resume.ts";
import type {
  ArmSettings,
  Batch,
  CompileResult,
  ExecuteOptions,
  Image,
  InlineSandbox,
  Invocation,
  SandboxHosts,
} from "./types.ts";

/**
 * The sandbox in the caller's thread: no hop, no watchdog. The engine's own deadline holds for everything that polls it;
 * a long native operation (a huge sort, `JSON.parse` of megabytes) runs to its end and blocks the thread.
 * For embedders who trust their scripts' length.
 */
export async function startInlineSandbox(options: RoomOptions): Promise<InlineSandbox> {
  const books = new Books();
  const executor = await Executor.create({
    recycleAfterRuns: options.recycleAfterRuns,
    onRecycled: (detail) =>
      books.events.emit("worker_replaced", () => ({ worker: 0, why: "recycled", detail })),
    engine: options.engine,
    stackBytes: options.stackBytes,
    cacheBytes: options.imageCacheBytes,
    compileTimeoutMs: options.compileTimeoutMs,
    hostModules: await importHostModules(options.hostModules),
  });
  await executor.warmAll();
  return new SynchronousSandbox(options.engine, new InlineRoom(executor, books, options), books);
}

/** What only an engine in the caller's thread can do: answer at once. */
class SynchronousSandbox extends EngineSandbox<InlineRoom> implements InlineSandbox {
  executeSync(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Outcome {
    const answers = invocation.hostAnswers ?? [];
    const outcome = inOneStretch(this.room.segment(image, invocation, options, { answers, lines: [] }));
    this.books.ended(image, invocation, options, outcome);
    return outcome;
  }

  executeManySync(image: Image, batch: Batch, { signal }: Pick<ExecuteOptions, "signal"> = {}): Outcome[] {
    checkBatch(batch);
    return this.told(image, batch, this.room.batchNow(image, batch, signal));
  }
}

/** One engine, in the caller's own thread. */
class InlineRoom implements EngineRoom {
  readonly isolation = "inline";
  readonly buildId: string;
  readonly images: RoomImages;
  readonly runs: WaitingRuns;
  private readonly executor: Executor;
  private readonly options: RoomOptions;
  private readonly books: Books;
  private readonly made: ImageCache;
  private readonly profiles: ProfileCache;
  private closed = false;

  constructor(executor: Executor, books: Books, options: RoomOptions) {
    this.executor = executor;
    this.options = { ...options };
    this.books = books;
    this.buildId = executor.engine.build.id;
    this.made = new ImageCache(options.imageCacheBytes, books.evicted);
    this.images = localImages(this.made, executor.engine.build);
    this.profiles = new ProfileCache(options.imageCacheBytes);
    this.runs = createWaitingRuns({
      buildId: this.buildId,
      options: this.options,
      segment: async (...part) => this.segment(...part),
      ended: books.ended,
    });
  }

  async compile({ program, limits, started }: CompileOrder): Promise<CompileResult> {
    this.books.ledger.compilations++;
    const result = await this.executor.compile(program, limits);
    const sources = sourcesOf(program);
    if (!result.ok)
      return failedCompile(
        placed(result.error, { engine: this.executor.engine.build.name, sources }),
        started,
      );
    const image = this.made.add({ ...result.image, sources });
    return { status: "ok", image, compileUs: microseconds(started) };
  }

  segment(image: Image, invocation: Invocation, options: ExecuteOptions, segment: Segment): SegmentEnd {
    const { paused, answers } = segment;
    const { value: profile } = this.profiles.profileFor(image, imageData(image), invocation);
    if (!paused) this.books.ledger.executions++;
    const refused = this.books.refuse(image, profile.hook, options, paused !== undefined);
    if (refused) return { outcome: failedOutcome(refused) };
    const { onChunk } = options;
    let progress: Progress | undefined;
    const onProgress = (latest: Progress) => {
      progress = latest;
    };
    const { seed, clockMs, realm, sensitive, secrets, hostContext: context = null } = invocation;
    const input = inputOf(paused ? [] : invocation.args);
    const logs = new LogBuffer(profile.limits, filesOf(profile.image));
    const listener = onChunk && onProgress;
    const job: Job = { profile, input, seed, clockMs, context, realm, sensitive, secrets, paused, answers };
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

  async batch(image: Image, batch: Batch, signal: AbortSignal | undefined): Promise<Outcome[]> {
    return this.batchNow(image, batch, signal);
  }

  batchNow(image: Image, batch: Batch, signal: AbortSignal | undefined): Outcome[] {
    const { value: profile } = this.profiles.profileFor(image, imageData(image), batch);
    this.books.ledger.executions += batch.inputs.length;
    const progress = new BatchProgress(batch, profile, this.executor.engine.layout.bjson);
    const { seed, clockMs, realm, sensitive, hostContext: context = null } = batch;
    const job = { profile, packs: progress.packs, seed, clockMs, realm, sensitive, context };
    const refused = this.books.refuse(image, profile.hook, { signal });
    if (refused) progress.endWith(refused);
    for (let range = progress.next(); range; range = progress.next()) {
      progress.add(this.executor.runBatch(job, range.from, range.end), 0);
    }
    return progress.outcomes;
  }

  arm(image: Image, settings: ArmSettings): void {
    const { value: profile } = this.profiles.profileFor(image, imageData(image), settings);
    if (!this.books.disposed && image.exports.includes(settings.hook))
      this.executor.armAhead(profile, settings.realm);
  }

  async useHosts({ hostModules, asyncHost }: SandboxHosts): Promise<void> {
    this.executor.useHosts(await importHostModules(hostModules));
    this.options.asyncHost = asyncHost;
  }

  load(): RoomLoad {
    const { memoryBytes, boots, runs } = this.executor;
    const { count, bytes } = this.runs.room;
    return {
      pid: process.pid,
      workers: 0,
      active: 0,
      queued: 0,
      queueLimit: 0,
      waiting: { count, bytes },
      boots,
      perWorker: [{ id: 0, state: "idle", runs, memoryBytes, boots }],
      ready: 0,
      broken: null,
    };
  }

  async close(): Promise<void> {
    if (!this.closed) this.executor[Symbol.dispose]();
    this.closed = true;
    this.runs.room.close();
  }
}
