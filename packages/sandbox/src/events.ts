import type { Metrics, OutcomeErrorType, ScriptError, StackFrame } from "@scriptyard/model";

/** What a sandbox tells while it works, by event name. Nothing of a script's input or result is in it. */
export type SandboxEventMap = {
  /** A program was really compiled; one that comes from the cache is not told. */
  script_compiled: {
    /** Hash of the image, also where there is none because compiling failed. */
    image: string;
    /** Specifier of the module whose exports are the hooks. */
    entry: string;
    compileUs: number;
    /** Bytes of the image; 0 when compiling failed. */
    bytes: number;
    /** Null when it compiled. */
    error: OutcomeErrorType | null;
  };
  /** A run was answered, whatever the answer. */
  script_executed: RunSubject & { error: OutcomeErrorType | null; metrics: Metrics };
  /** A run or a compile met one of its limits. */
  limit_hit: Subject & {
    limit: NonNullable<ScriptError["limit"]>;
    /** False where the script went on with less: log lines that were cut away. */
    ended: boolean;
  };
  /** An engine was given up and another takes its place. */
  worker_replaced: {
    /** Number of the worker; 0 in inline mode and for the process itself. */
    worker: number;
    /**
     * `overrun`: native code outlived its budget, its thread was ended. `crash`: the thread (or the sandbox's process)
     * died of its own. `recycled`: the thread lives on, with a new engine instance.
     */
    why: "overrun" | "crash" | "recycled";
    /** For an operator: what happened, e.g. `memory`, `trap`, `runs` for a recycled instance. */
    detail: string;
  };
  /** Runs of a program ended engines again and again: it is answered `busy` for a while. Something for an operator to look at. */
  script_held_back: { image: string; realm: string; engines: number; heldMs: number };
  /** An image left the cache because others needed its room. It can still be run: whoever holds it, holds it. */
  cache_evicted: { image: string; bytes: number };
  /** A script reached for what its capabilities do not allow. */
  security_violation: RunSubject & { message: string; stack: StackFrame[] };
};

export type SandboxEventName = keyof SandboxEventMap;

export type SandboxEvents = {
  /**
   * Calls `listener` at every event of that name, in the caller's turn: keep it short. What it throws, or rejects
   * with, becomes a process warning and hurts neither the run nor other listeners. Dispose the answer to stop.
   *
   * @example
   * using watching = sandbox.events.on("limit_hit", ({ realm, limit }) => log.warn({ realm, limit }, "limit hit"));
   */
  on<Name extends SandboxEventName>(
    name: Name,
    listener: (event: SandboxEventMap[Name]) => unknown,
  ): Disposable;
};

/** What an event is about. While a program compiles there is neither hook nor realm. */
type Subject = { image: string; hook: string | null; realm: string | null };
type RunSubject = { image: string; hook: string; realm: string };
