import type { Outcome } from "@scriptyard/model";
import type { Books } from "./books.ts";
import { type EngineRoom, failedCompile } from "./engine-room.ts";
import type { EventsEmitter } from "./events-emitter.ts";
import { checkBatch } from "./executor/batch-progress.ts";
import { imageHash, programProblem } from "./executor/compile.ts";
import { disposedError } from "./executor/outcome.ts";
import { judgeHealth, type SandboxHealth } from "./health.ts";
import { compileKey } from "./pool/compile-task.ts";
import { microseconds } from "./pool/pool-run.ts";
import type { SandboxStats } from "./stats.ts";
import type { ResumeOptions, RunState, StartOptions } from "./suspension/types.ts";
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
  SandboxHosts,
} from "./types.ts";

/** The sandbox over any room of engines: caches, counts, refusals and health stand here, once. */
export class EngineSandbox<Room extends EngineRoom = EngineRoom> implements Sandbox {
  readonly engine: EngineName;
  readonly events: EventsEmitter;
  readonly room: Room;
  protected readonly books: Books;
  private readonly compiling = new Map<string, Promise<CompileResult>>();

  constructor(engine: EngineName, room: Room, books: Books) {
    this.engine = engine;
    this.room = room;
    this.books = books;
    this.events = books.events;
  }

  compile(program: Program, options: CompileOptions = {}): Promise<CompileResult> {
    const started = performance.now();
    const error = this.books.disposed ? disposedError() : programProblem(program);
    if (error) return Promise.resolve(failedCompile(error, started));
    const image = imageHash(this.room.buildId, program);
    const known = this.room.images.get(image);
    if (known) return Promise.resolve({ status: "ok", image: known, compileUs: microseconds(started) });
    const key = compileKey(image, options);
    let running = this.compiling.get(key);
    if (!running) {
      const done = () => this.compiling.delete(key);
      running = this.room.compile({ ...options, program, image, started }).finally(done);
      running = running.then((result) => {
        this.books.ledger.compiled(image, program.entry, result);
        return result;
      });
      this.compiling.set(key, running);
    }
    return running;
  }

  execute(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Promise<Outcome> {
    return this.room.runs.execute(image, invocation, options);
  }

  start(image: Image, invocation: Invocation, options: StartOptions = {}): Promise<RunState> {
    return this.room.runs.start(image, invocation, options);
  }

  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    return this.room.runs.resume(image, suspension, options);
  }

  async executeMany(
    image: Image,
    batch: Batch,
    { signal }: Pick<ExecuteOptions, "signal"> = {},
  ): Promise<Outcome[]> {
    checkBatch(batch);
    return this.told(image, batch, await this.room.batch(image, batch, signal));
  }

  protected told(image: Image, batch: Batch, outcomes: Outcome[]): Outcome[] {
    for (const outcome of outcomes) this.books.ledger.executed(image.hash, batch, outcome);
    return outcomes;
  }

  arm(image: Image, settings: ArmSettings): void {
    this.room.arm(image, settings);
  }

  useHosts(hosts: SandboxHosts): Promise<void> {
    return this.room.useHosts(hosts);
  }

  exportImage(image: Image): Uint8Array {
    return this.room.images.export(image);
  }

  importImage(bytes: Uint8Array): Image {
    return this.room.images.import(bytes);
  }

  stats(): SandboxStats {
    const { room, books } = this;
    const { broken: _broken, ready: _ready, ...load } = room.load();
    return {
      engine: this.engine,
      isolation: room.isolation,
      ...load,
      ...books.ledger.counts(),
      workersReplaced: books.workersReplaced,
      instancesRecycled: books.instancesRecycled,
      cache: room.images.stats(),
    };
  }

  health(): SandboxHealth {
    const { broken, ready, workers: size, queued, queueLimit } = this.room.load();
    return judgeHealth({
      broken: this.books.disposed ? "The sandbox was disposed." : broken,
      size,
      ready,
      queued,
      queueLimit,
      lost: this.books.losses.count(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.books.disposed = true;
    await this.room.close();
  }
}
