import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { Books } from "../books.ts";
import { engineBuild, engineLoader } from "../engine/adapters.ts";
import { type BjsonFormat, engineLayout } from "../engine/layout.ts";
import {
  type CompileOrder,
  type EngineRoom,
  failedCompile,
  type RoomImages,
  type RoomLoad,
  type RoomOptions,
} from "../engine-room.ts";
import { EngineSandbox } from "../engine-sandbox.ts";
import { EngineToll } from "../engine-toll.ts";
import { sourcesOf } from "../executor/compile.ts";
import { limitError } from "../executor/failure.ts";
import { toJsonText } from "../executor/json.ts";
import { placed, refusal } from "../executor/outcome.ts";
import { ImageCache, imageData, localImages } from "../images.ts";
import { permissionFlags } from "../process/permission-flags.ts";
import { allAddresses, readableFolders } from "../process/readable-folders.ts";
import { ACCOUNT_FILE } from "../processor-clock.ts";
import { type CachedProfile, ProfileCache } from "../profile-cache.ts";
import type { Segment, SegmentEnd, Waiting } from "../suspension/drive.ts";
import { createWaitingRuns, type WaitingRuns } from "../suspension/start-and-resume.ts";
import type {
  ArmSettings,
  Batch,
  CompileResult,
  ExecuteOptions,
  Image,
  Invocation,
  SandboxHosts,
} from "../types.ts";
import { armTask } from "./arm-task.ts";
import { COMPILE_REALM, compileTask } from "./compile-task.ts";
import type { ThreadInit } from "./engine-thread.ts";
import { Pool, type PoolHooks } from "./pool.ts";
import { PoolBatch } from "./pool-batch.ts";
import { microseconds, PoolRun } from "./pool-run.ts";

/** The sandbox over threads of this process. */
export async function startThreadSandbox(options: RoomOptions): Promise<EngineSandbox<ThreadRoom>> {
  const { engine, workers, queueLimit, maxWaitMs, prestart, stackBytes } = options;
  const { imageCacheBytes, compileTimeoutMs, recycleAfterRuns } = options;
  const build = engineBuild(engine);
  const layout = await engineLayout(build, await engineLoader(engine), stackBytes);
  const initWith = ({ hostModules, readable }: Pick<RoomOptions, "hostModules" | "readable">) => ({
    engine,
    buildId: build.id,
    wasm: build.wasm,
    layout,
    stackBytes,
    hostModules,
    cacheBytes: imageCacheBytes,
    compileTimeoutMs,
    recycleAfterRuns,
    threadFlags: permissionFlags([...readable, ACCOUNT_FILE]),
  });
  const books = new Books();
  const { events } = books;
  const onReplaced: PoolHooks["onReplaced"] = (event) => events.emit("worker_replaced", () => event);
  const toll = new EngineToll(options.engineLossLimit, (held) => events.emit("script_held_back", () => held));
  const onCost: PoolHooks["onCost"] = ({ image, realm }) => toll.charge({ image, realm });
  const isSuspect: PoolHooks["isSuspect"] = ({ realm, isNew }) => isNew === true && toll.owes(realm);
  const hooks = { onReplaced, onCost, isSuspect };
  const pool = await Pool.start(initWith(options), { workers, queueLimit, maxWaitMs, prestart }, hooks);
  const engineOf = { buildId: build.id, format: layout.bjson, initWith };
  const room = new ThreadRoom(pool, books, toll, engineOf, options);
  return new EngineSandbox(engine, room, books);
}

/** Engines in worker threads, with a watchdog and a fair queue before them. */
export class ThreadRoom implements EngineRoom {
  readonly isolation = "thread";
  readonly buildId: string;
  readonly images: RoomImages;
  readonly runs: WaitingRuns;
  private readonly pool: Pool;
  private readonly books: Books;
  private readonly toll: EngineToll;
  private readonly format: BjsonFormat | null;
  private readonly options: RoomOptions;
  private readonly initWith: InitWith;
  private readonly made: ImageCache;
  private readonly profiles: ProfileCache;

  constructor(
    pool: Pool,
    books: Books,
    toll: EngineToll,
    engine: { buildId: string; format: BjsonFormat | null; initWith: InitWith },
    options: RoomOptions,
  ) {
    this.pool = pool;
    this.books = books;
    this.toll = toll;
    this.buildId = engine.buildId;
    this.format = engine.format;
    this.initWith = engine.initWith;
    this.options = { ...options };
    this.made = new ImageCache(options.imageCacheBytes, books.evicted);
    this.images = localImages(this.made, { id: engine.buildId });
    this.profiles = new ProfileCache(options.imageCacheBytes);
    const segment = this.segment.bind(this);
    this.runs = createWaitingRuns({
      buildId: this.buildId,
      options: this.options,
      segment,
      ended: books.ended,
    });
  }

  async compile({ program, image, realm, limits, started }: CompileOrder): Promise<CompileResult> {
    // What nobody is named for is held back by its text alone.
    const heldMs = this.toll.heldMs({ image, realm: realm ?? COMPILE_REALM }, realm === undefined);
    if (heldMs > 0) return failedCompile(heldError(heldMs), started);
    this.books.ledger.compilations++;
    const sources = sourcesOf(program);
    const { compileTimeoutMs, engine } = this.options;
    const order = { program, image, realm, limits, started, compileTimeoutMs };
    const answer = await compileTask(this.pool, order);
    if (!answer.ok)
      return failedCompile(
        answer.isGuests ? placed(answer.error, { engine, sources }) : answer.error,
        started,
      );
    const compileUs = microseconds(started);
    return { status: "ok", image: this.made.add({ ...answer.image, sources }), compileUs };
  }

  private segment(
    image: Image,
    invocation: Invocation,
    options: ExecuteOptions,
    segment: Segment,
  ): Promise<SegmentEnd> {
    const continues = segment.paused !== undefined;
    const profile = this.profiles.profileFor(image, imageData(image), invocation);
    const argsText = continues ? "[]" : toJsonText(invocation.args);
    if (!continues) this.books.ledger.executions++;
    const refused =
      this.books.refuse(image, invocation.hook, options, continues) ??
      tooMuch(argsText, invocation) ??
      (continues ? null : this.held(profile, invocation));
    if (refused) return Promise.resolve({ outcome: failedOutcome(refused) });
    return new Promise((resolve) => {
      const done = (outcome: Outcome) => resolve({ outcome });
      const part = { segment, waits: (waiting: Waiting) => resolve({ waiting }) };
      new PoolRun(profile, argsText, invocation, options, this.pool, done, part).start();
    });
  }

  batch(image: Image, batch: Batch, signal: AbortSignal | undefined): Promise<Outcome[]> {
    const profile = this.profiles.profileFor(image, imageData(image), batch);
    this.books.ledger.executions += batch.inputs.length;
    return new Promise((resolve) => {
      const run = new PoolBatch(profile, batch, this.format, this.pool, signal, resolve);
      const refused = this.books.refuse(image, batch.hook, { signal }) ?? this.held(profile, batch);
      if (refused) run.endWith(refused);
      else run.start();
    });
  }

  arm(image: Image, settings: ArmSettings): void {
    const profile = this.profiles.profileFor(image, imageData(image), settings);
    if (this.books.disposed || !image.exports.includes(settings.hook)) return;
    const { realm, limits } = settings;
    this.pool.submitToIdle(() => armTask(profile, realm, limits));
  }

  async useHosts({ hostModules, asyncHost }: SandboxHosts): Promise<void> {
    // In the sandbox's own process not everything that its owner may read can be looked for.
    const found = readableFolders(allAddresses(hostModules));
    const readable = [...new Set([...this.options.readable, ...found])];
    await this.pool.renew(this.initWith({ hostModules, readable }));
    Object.assign(this.options, { hostModules, readable, asyncHost });
  }

  /** Its program, or its realm with others, cost too many engines lately. What went on before is let go on. */
  private held({ value, isProven }: CachedProfile, { realm }: { realm: string }): ScriptError | null {
    const heldMs = this.toll.heldMs({ image: value.image.hash, realm }, isProven);
    return heldMs > 0 ? heldError(heldMs) : null;
  }

  /** Realms whose programs cost an engine lately: what is new of them runs one at a time. */
  owing(): string[] {
    return this.toll.owing();
  }

  load(): RoomLoad {
    const { pool, options } = this;
    const { count, bytes } = this.runs.room;
    return {
      pid: process.pid,
      workers: options.workers,
      active: pool.busy,
      queued: pool.queued,
      queueLimit: options.queueLimit,
      waiting: { count, bytes },
      boots: pool.boots,
      perWorker: pool.workerStats(),
      ready: pool.ready,
      broken: pool.broken ? noEngine : null,
    };
  }

  async close(): Promise<void> {
    this.runs.room.close();
    await this.pool.close();
  }
}

type InitWith = (hosts: Pick<RoomOptions, "hostModules" | "readable">) => ThreadInit;

function tooMuch(argsText: string, { limits: { inputBytes } }: Invocation): ScriptError | null {
  const bytes = argsText.length > inputBytes / 3 ? Buffer.byteLength(argsText) : 0;
  return bytes > inputBytes ? limitError("inputBytes", inputBytes, bytes) : null;
}

function heldError(retryAfterMs: number): ScriptError {
  return { ...refusal("busy", heldBack(retryAfterMs)), retryAfterMs };
}

const heldBack = (ms: number) =>
  `Engines were lost to this program, or to others of its realm, again and again: it is held back for ${Math.ceil(ms / 1_000)} s. Look for native calls over huge lists, such as indexOf or sort, that no limit of the script interrupts.`;

const noEngine =
  "No engine can be started. See the reason in the failed executions; check the host modules and the installation.";
