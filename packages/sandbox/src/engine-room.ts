import type { Outcome, ScriptError } from "@scriptyard/model";
import type { HealthFacts } from "./health.ts";
import { microseconds } from "./pool/pool-run.ts";
import type { CacheStats, Isolation, SandboxStats } from "./stats.ts";
import type { AsyncHost, ResumeOptions, RunState, StartOptions } from "./suspension/types.ts";
import type {
  ArmSettings,
  Batch,
  CompileOptions,
  CompileResult,
  EngineName,
  ExecuteOptions,
  HostModules,
  Image,
  Invocation,
  Program,
  SandboxHosts,
} from "./types.ts";

/** What every room is made of; `createSandbox` has checked it. */
export type RoomOptions = {
  engine: EngineName;
  workers: number;
  queueLimit: number;
  maxWaitMs: number;
  prestart: boolean;
  imageCacheBytes: number;
  hostModules: HostModules;
  /** Folders that engine threads may read. */
  readable: string[];
  stackBytes: number;
  compileTimeoutMs: number;
  recycleAfterRuns: number;
  asyncHost: AsyncHost;
  waitingBytes: number;
  engineLossLimit: number;
};

export type CompileOrder = CompileOptions & {
  program: Program;
  /** Hash of the image that it makes. */
  image: string;
  /** On `performance.now()`. */
  started: number;
};

/** Runs over the engines of a room. Each is told to the books when it has its outcome. */
export type Runs = {
  /** To the end; a run that waits for an event has failed. */
  execute(image: Image, invocation: Invocation, options: ExecuteOptions): Promise<Outcome>;
  start(image: Image, invocation: Invocation, options: StartOptions): Promise<RunState>;
  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState>;
};

/** How a room is just now. `broken`: why it can run nothing at all. */
export type RoomLoad = Pick<
  SandboxStats,
  "pid" | "workers" | "active" | "queued" | "queueLimit" | "waiting" | "boots" | "perWorker"
> &
  Pick<HealthFacts, "broken" | "ready">;

/** Images by hash: those that are at hand, and, where they lie in this process, as bytes. */
export type RoomImages = {
  get(hash: string): Image | undefined;
  stats(): CacheStats;
  export(image: Image): Uint8Array;
  import(bytes: Uint8Array): Image;
};

/**
 * Where engines live: threads of this process, a process of their own, or the caller's own thread. All that differs between
 * the three; what they have in common is in `engine-sandbox.ts` and `books.ts`.
 */
export interface EngineRoom {
  readonly isolation: Isolation;
  /** Of the engine: images and suspensions hold for it alone. */
  readonly buildId: string;
  readonly images: RoomImages;
  readonly runs: Runs;
  /** Makes an image that the cache has not, and keeps it there. */
  compile(order: CompileOrder): Promise<CompileResult>;
  /** An outcome for each input, in order. */
  batch(image: Image, batch: Batch, signal: AbortSignal | undefined): Promise<Outcome[]>;
  arm(image: Image, settings: ArmSettings): void;
  /** See `Sandbox.useHosts`. */
  useHosts(hosts: SandboxHosts): Promise<void>;
  load(): RoomLoad;
  close(): Promise<void>;
}

/** What a compile ends with that made no image. */
export function failedCompile(error: ScriptError, started: number): CompileResult {
  return { status: "error", error, compileUs: microseconds(started) };
}
