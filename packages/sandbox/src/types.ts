import type {
  GuestBindings,
  HostAnswer,
  Json,
  Limits,
  LogLine,
  Outcome,
  ScriptError,
} from "@scriptyard/model";
import type {
  AsyncHost,
  HostRequestAnswerer,
  ResumeOptions,
  RunState,
  StartOptions,
} from "./suspension/types.ts";

export type EngineName = "quickjs-ng" | "quickjs";

/** JavaScript modules that are loaded together, and what the host opens to them. */
export type Program = {
  /** Specifier of the module whose exports are the hooks, e.g. `login/risk-check`. */
  entry: string;
  /** Every module by specifier; `code` is an ES module with the author's lines and columns. */
  modules: { specifier: string; code: string }[];
  bindings: GuestBindings;
  /** Key into `SandboxOptions.hostModules`; null when no binding is of kind `host`. */
  host: string | null;
};

/** A loaded program as memory pages. Opaque: hand it back to `execute`. Content-addressed, so it can be cached by `hash`. */
export type Image = {
  readonly hash: string;
  readonly engine: EngineName;
  /** Size of the pages in bytes. */
  readonly bytes: number;
  /** Hook names the entry module exports. */
  readonly exports: readonly string[];
};

export type CompileResult =
  | { status: "ok"; image: Image; compileUs: number }
  /** `invalid_syntax`, `compilation` (missing import or export), `execution` (top level threw), or a limit. */
  | { status: "error"; error: ScriptError; compileUs: number };

export type Invocation = {
  hook: string;
  /** JSON arguments of the hook. */
  args: Json[];
  /**
   * Members of the arguments that rarely change, such as a realm's settings. They are part of the prepared image, so that a
   * run does not pay for them; every run gets them as they were. Their bytes count among the arguments'.
   */
  constants?: readonly Constant[];
  limits: Limits;
  /** Seeds `random()` and `Math.random`. Same seed, same numbers. */
  seed: string;
  /** What `Date.now()` answers at the start and throughout, epoch milliseconds. */
  clockMs: number;
  /** Capabilities this run may use; a function outside them is absent from the guest and refused by the host. */
  capabilities: readonly string[];
  /** Read-only JSON handed to synchronous host functions beside their arguments (locale texts, realm lists). Never seen by the guest. */
  hostContext?: Json;
  /** Who it runs for; fairness between realms goes by this. */
  realm: string;
  /** Recorded answers to async and event calls, in order: they are fed again and no host is asked. */
  hostAnswers?: readonly HostAnswer[];
};

/**
 * A member that arguments lack and the prepared image has. It comes after the other members of its object; where there is
 * no such object it is left out.
 *
 * @example { argument: 0, path: ["realm", "settings"], id: "sha256:9f2…", value: { theme: "dark" } }
 */
export type Constant = {
  /** Number of the argument. */
  readonly argument: number;
  /** Names from the argument to the member. */
  readonly path: readonly string[];
  /** Stands for the value: the same id must always come with the same value. A hash of it is such an id. */
  readonly id: string;
  readonly value: Json;
};

export type ExecuteOptions = {
  /** Aborting answers `cancelled` and frees the engine. */
  signal?: AbortSignal;
  /** Log lines while the script runs, at most once per flush; the outcome carries them all again. */
  onLog?: (lines: LogLine[]) => void;
  /** Answers this run's async calls, instead of `SandboxOptions.asyncHost`. */
  answerCall?: HostRequestAnswerer;
};

export type SandboxOptions = {
  /** Default `quickjs-ng`. */
  engine?: EngineName;
  /** Worker threads. Default: cores − 1, at least 1. `0` = inline, in the caller's thread, for embedders who trust their scripts' length. */
  workers?: number;
  /** Queued executions over all realms before `busy`. Default 1 000. */
  queueLimit?: number;
  /** Bytes of images kept in each worker. Default 64 MB. */
  imageCacheBytes?: number;
  /** Deadline of a compile: hostile text meets the parser, and the top level runs. Default 2 000. */
  compileTimeoutMs?: number;
  /**
   * Modules with synchronous host functions, by host id: file URLs whose `hostCalls` export is a `HostCalls`.
   * They are imported inside the workers.
   */
  hostModules?: { [hostId: string]: string };
  /** Async host functions by host id and dotted name. They run in the thread that called `createSandbox`, not in workers. */
  asyncHost?: AsyncHost;
  /** Bytes of memory set aside for runs that wait for the host; what does not fit is answered `busy`. Default 256 MB. */
  waitingBytes?: number;
};

/** Synchronous host functions by dotted name. They validate their arguments and throw `HostArgumentError`-shaped errors (`name: "TypeError"`). */
export type HostCalls = {
  [name: string]: (args: Json[], call: { seed: string; clockMs: number; context: Json }) => Json;
};

export type SandboxStats = {
  engine: EngineName;
  workers: number;
  busy: number;
  queued: number;
  compilations: number;
  executions: number;
  failures: number;
  workersReplaced: number;
  images: { count: number; bytes: number; hits: number; misses: number };
  /** Runs that wait for the host, and the bytes set aside for them. */
  waiting: { count: number; bytes: number };
  boots: number;
};

export interface Sandbox extends AsyncDisposable {
  readonly engine: EngineName;
  compile(program: Program): Promise<CompileResult>;
  execute(image: Image, invocation: Invocation, options?: ExecuteOptions): Promise<Outcome>;
  /** Like `execute`, for programs that may wait for an event: it then answers a suspension to store. */
  start(image: Image, invocation: Invocation, options?: StartOptions): Promise<RunState>;
  /**
   * Goes on with a suspended run, in any process with the same engine build and the same program.
   *
   * @throws SuspensionRefused when the suspension was changed, or was made by another engine, prelude or program
   */
  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState>;
  stats(): SandboxStats;
}

/** The sandbox in the caller's thread, with the door that needs no promise. */
export interface InlineSandbox extends Sandbox {
  /**
   * Runs and answers at once. The engine's own deadline holds for everything that polls it; a long native operation (a huge
   * sort) runs to its end and blocks the thread. A script's failure is data, as with `execute`, which takes the same path.
   */
  executeSync(image: Image, invocation: Invocation, options?: ExecuteOptions): Outcome;
}
