import type {
  GuestBindings,
  HostAnswer,
  Json,
  Limits,
  LogLine,
  Outcome,
  ScriptError,
} from "@scriptyard/model";
import type { SandboxEvents } from "./events.ts";
import type { SandboxHealth } from "./health.ts";
import type { HandedSecrets } from "./standard/secrets.ts";
import type { SandboxStats } from "./stats.ts";
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
  /** Its modules are instrumented: its runs say what they did, in `Outcome.trace`. */
  traced?: boolean;
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
  /**
   * The arguments hold what only one person may know, such as a password. Freed memory still holds it after the run: it is
   * scrubbed before the engine's next run then, also where that is the same realm's, which costs some 10 µs. Between realms
   * that is always done.
   */
  sensitive?: boolean;
  /**
   * For functions of kind `engine`: secrets that the program may use without having them. They stay on the host's side of
   * the run, and are in no suspension: whoever resumes a run hands them again.
   */
  secrets?: HandedSecrets;
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

/** What of an invocation shapes the memory that a run starts from. */
export type ProfileSettings = Pick<Invocation, "hook" | "limits" | "capabilities" | "constants">;

export type ArmSettings = ProfileSettings & Pick<Invocation, "realm">;

/** Many small inputs (entities, messages) for one hook, under one restore. */
export type Batch = Omit<Invocation, "args" | "hostAnswers"> & {
  /** The hook's arguments, an entry per input. */
  inputs: Json[][];
  /**
   * How much inputs share: with `batch`, the only kind so far, one VM serves them in order, and what one writes into the
   * script's module-level variables the next one sees.
   */
  isolation?: "batch";
};

export type ExecuteOptions = {
  /** Aborting answers `cancelled` and frees the engine. */
  signal?: AbortSignal;
  /**
   * Aborts when nobody waits for the answer any more: what has not begun answers `cancelled` and never runs, what has
   * begun goes on to its end. For callers that may go away.
   */
  gone?: AbortSignal;
  /**
   * What the script says while it runs, about 20 ms late; inline, all of it when the run ends. The outcome carries the
   * lines again. Memory stays bounded whatever the script and the listener do: lines by the log limits (what they cut
   * away is in `metrics.logsDropped`), of progress only the latest is told. The last chunk carries the outcome.
   */
  onChunk?: (chunk: Chunk) => void;
  /** Answers this run's async calls, instead of `SandboxOptions.asyncHost`. */
  answerCall?: HostRequestAnswerer;
};

export type Chunk =
  /** Levels debug and info go to `stdout`, warn and error to `stderr`. */
  | { type: "stdout" | "stderr"; line: LogLine }
  /** The script called `progress(value, message?)`, which needs the capability `progress`. */
  | { type: "progress"; value: number; message?: string }
  | { type: "complete" | "error"; outcome: Outcome };

export type SandboxOptions = {
  /** Default `quickjs-ng`. */
  engine?: EngineName;
  /** Worker threads. Default: cores − 1, at least 1. `0` = inline, in the caller's thread, for embedders who trust their scripts' length. */
  workers?: number;
  /**
   * Where the worker threads live. `thread`: in this process. `process`: in a child process with an empty environment
   * that may read its own code and nothing else; a run costs some 100 µs more. Default `thread`.
   */
  isolation?: "thread" | "process";
  /** With isolation `process`, and only as root: who the child process runs as. */
  user?: { uid: number; gid: number };
  /** Queued executions over all realms before `busy`. Default 1 000. */
  queueLimit?: number;
  /**
   * Milliseconds that an execution may wait for an engine. What would wait longer, by the work ahead of it, is `busy` at
   * once; what waited so long all the same is `busy` then. Default 3 000.
   */
  maxWaitMs?: number;
  /**
   * Start the threads at once, for servers: the first run waits for none, and an engine that cannot start is an error
   * here. Without it the first run starts the first thread, and more come while runs wait. Default true.
   */
  prestart?: boolean;
  /** Bytes of images kept in each worker. Default 64 MB. */
  imageCacheBytes?: number;
  /** Runs after which an engine instance is replaced by a new one, between two runs. Default 20 000. */
  recycleAfterRuns?: number;
  /** Deadline of a compile: hostile text meets the parser, and the top level runs. Default 2 000. */
  compileTimeoutMs?: number;
  /**
   * Modules with synchronous host functions, by host id: file URLs whose `hostCalls` export is a `HostCalls`.
   * They are imported inside the workers.
   */
  hostModules?: HostModules;
  /**
   * Engine threads that one program may cost within a minute (native code that outlived its budget, a crash) before its runs
   * and compiles are answered `busy` for a minute, and `script_held_back` is told. A realm may cost three times as many. 0 = any number.
   * Default 5.
   */
  engineLossLimit?: number;
  /** Async host functions by host id and dotted name. They run in the thread that called `createSandbox`, not in workers. */
  asyncHost?: AsyncHost;
  /** Bytes of memory set aside for runs that wait for the host; what does not fit is answered `busy`. Default 256 MB. */
  waitingBytes?: number;
};

/** Synchronous host functions by dotted name. They validate their arguments and throw `HostArgumentError`-shaped errors (`name: "TypeError"`). */
export type HostCalls = {
  [name: string]: (args: Json[], call: { seed: string; clockMs: number; context: Json }) => Json;
};

/**
 * Addresses of modules by host id. Of several the first that has a function answers it: the others are there for runs that
 * began when they were the only one.
 */
export type HostModules = { [hostId: string]: string | readonly string[] };

/** What a sandbox is told of hosts. */
export type SandboxHosts = Required<Pick<SandboxOptions, "hostModules" | "asyncHost">>;

/** A top level that runs is charged like a run. */
export type CompileOptions = {
  /** Compiles wait in this realm's line; default: in one of their own. */
  realm?: string;
  /** Of the script, for its top level, native code too. Default: the deadline of the compile, and no limit of operations. */
  limits?: { timeoutMs: number; operationLimit: number };
};

export interface Sandbox extends AsyncDisposable {
  readonly engine: EngineName;
  /**
   * @param options who it is for, and what its top level may use. The deadline of a compile holds beside it, for the parser
   *   and for linking.
   */
  compile(program: Program, options?: CompileOptions): Promise<CompileResult>;
  execute(image: Image, invocation: Invocation, options?: ExecuteOptions): Promise<Outcome>;
  /**
   * Has idle engines make an image ready for runs with these settings (0.3 ms each), so that the first one is about as quick
   * as the tenth. A hint: it answers nothing, waits for nothing, and does nothing where all are busy.
   *
   * @throws TypeError naming the limit or constant that makes no sense
   *
   * @example sandbox.arm(image, { realm: "acme", hook: "onLogin", limits, capabilities: ["pure"] });
   */
  arm(image: Image, settings: ArmSettings): void;
  /** Like `execute`, for programs that may wait for an event: it then answers a suspension to store. */
  start(image: Image, invocation: Invocation, options?: StartOptions): Promise<RunState>;
  /**
   * Goes on with a suspended run, in any process with the same engine build and the same program.
   *
   * @throws SuspensionRefused when the suspension was changed, or was made by another engine, prelude or program
   */
  resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState>;
  /** What happens inside, as it happens. */
  readonly events: SandboxEvents;
  /**
   * Opens other hosts to scripts, without a pause: what runs ends with the functions it began with, what begins once this has
   * resolved has the new ones. Threads are replaced one by one, each only when its successor is ready. One call at a time.
   *
   * In the caller's own thread (`workers: 0`) a file that was imported before stays as it was: give it another address.
   *
   * @throws Error when a module cannot be imported; nothing has changed then
   *
   * @example await sandbox.useHosts({ hostModules: { shop: "data:text/javascript,…" }, asyncHost: { shop: {} } });
   */
  useHosts(hosts: SandboxHosts): Promise<void>;
  /**
   * Runs a hook over many inputs in one VM, in order; outcome `i` belongs to input `i`.
   *
   * `limits` hold for every input on its own, except memory, which they share. Input `i` runs with the seed
   * `${seed}/${i}`. An input that throws leaves the VM as it is; one that goes over a limit, breaks the engine or leaves
   * unfinished promise jobs has its own outcome, and the inputs after it go on in a fresh VM. Results are read together:
   * an object _inside_ a result that the script keeps and changes for a later input may show the later value.
   * `metrics.runUs` and `operations` are the input's own, `memoryBytes` the VM's, `resultBytes` the size in which the
   * result left the guest. Synchronous host functions may be asked twice for the same input when the engine breaks.
   *
   * @throws TypeError for a batch that makes no sense.
   *
   * @example
   * const outcomes = await sandbox.executeMany(image, { ...invocation, inputs: entities.map((entity) => [entity, 0.016]) });
   */
  executeMany(image: Image, batch: Batch, options?: Pick<ExecuteOptions, "signal">): Promise<Outcome[]>;
  /**
   * An image as bytes to store, about 60 KB: a later process with the same engine and version of this package takes it up
   * with `importImage` instead of compiling. The bytes carry a hash against damage, no signature: keep them where only
   * you can write.
   *
   * @example await store.put(image.hash, sandbox.exportImage(image));
   */
  exportImage(image: Image): Uint8Array;
  /**
   * @throws Error (`name: "ImageRefused"`) when the bytes are cut off, altered, or of another engine build or version: compile again.
   */
  importImage(bytes: Uint8Array): Image;
  stats(): SandboxStats;
  /** Whether it can do its work, and if not, why. Cheap: ask it at every probe. */
  health(): SandboxHealth;
}

/** The sandbox in the caller's thread, with the door that needs no promise. */
export interface InlineSandbox extends Sandbox {
  /**
   * Runs and answers at once. The engine's own deadline holds for everything that polls it; a long native operation (a huge
   * sort) runs to its end and blocks the thread. A script's failure is data, as with `execute`, which takes the same path.
   */
  executeSync(image: Image, invocation: Invocation, options?: ExecuteOptions): Outcome;
  /** `executeMany`, at once. */
  executeManySync(image: Image, batch: Batch, options?: Pick<ExecuteOptions, "signal">): Outcome[];
}
