import type { Limits, Outcome } from "@scriptyard/model";
import type { EventsEmitter } from "./events-emitter.ts";
import type { CompileResult, EngineName } from "./types.ts";

/** How a sandbox is made. */
export type Isolation = "inline" | "thread" | "process";

export type WorkerStats = {
  /** Counts up from 1 within a sandbox; a replacement has a new number. 0 = the caller's own thread. */
  id: number;
  state: "starting" | "idle" | "running";
  /** Runs and compiles it was given. */
  runs: number;
  /** Bytes of engine memory it reserved, and of images it holds ready to run. */
  memoryBytes: number;
  /** Engine instances it booted. */
  boots: number;
};

export type CacheStats = {
  count: number;
  bytes: number;
  hits: number;
  misses: number;
  /** Hits of all look-ups, 0 to 1; null before the first. */
  hitRate: number | null;
  evictions: number;
};

export type SandboxStats = {
  engine: EngineName;
  isolation: Isolation;
  /** The process the engines live in; null while it is being started again. */
  pid: number | null;
  /** Runs that may be under way at once; 0 in inline mode. */
  workers: number;
  /** Runs and compiles under way. */
  active: number;
  queued: number;
  queueLimit: number;
  /** Runs that wait for the host, and the bytes set aside for them. */
  waiting: { count: number; bytes: number };
  compilations: number;
  /** Runs asked for: those answered, and those under way or waiting. */
  executions: number;
  successes: number;
  /** Runs answered with an error, the script's or ours. */
  failures: number;
  /** Successes of all answered runs, 0 to 1; null before the first. */
  successRate: number | null;
  /** Threads (or processes) that were lost and replaced. */
  workersReplaced: number;
  /** Engine instances given up after a trap, a refused allocation or many runs. */
  instancesRecycled: number;
  /** Engine instances booted, all workers together. */
  boots: number;
  cache: CacheStats;
  perWorker: WorkerStats[];
};

/** Counts what a sandbox did, and tells it: the same books for every isolation. */
export class Ledger {
  compilations = 0;
  executions = 0;
  successes = 0;
  failures = 0;
  private readonly events: EventsEmitter;

  constructor(events: EventsEmitter) {
    this.events = events;
  }

  compiled(image: string, entry: string, result: CompileResult): void {
    const { compileUs } = result;
    const failed = result.status === "error" ? result.error : null;
    this.events.emit("script_compiled", () => ({
      image,
      entry,
      compileUs,
      bytes: result.status === "ok" ? result.image.bytes : 0,
      error: failed?.type ?? null,
    }));
    const limit = failed?.limit;
    if (limit) this.events.emit("limit_hit", () => ({ image, hook: null, realm: null, limit, ended: true }));
  }

  executed(image: string, run: { hook: string; realm: string; limits: Limits }, outcome: Outcome): void {
    const { events } = this;
    const { hook, realm, limits } = run;
    const failed = outcome.status === "error" ? outcome.error : null;
    if (failed) this.failures++;
    else this.successes++;
    const subject = { image, hook, realm };
    const { metrics } = outcome;
    events.emit("script_executed", () => ({ ...subject, error: failed?.type ?? null, metrics }));
    if (failed?.limit) {
      const { limit } = failed;
      events.emit("limit_hit", () => ({ ...subject, limit, ended: true }));
    }
    if (metrics.logsCutBy !== undefined) {
      const name = metrics.logsCutBy;
      events.emit("limit_hit", () => ({ ...subject, limit: { name, value: limits[name] }, ended: false }));
    }
    if (failed?.type === "security_violation") {
      const { message, stack } = failed;
      events.emit("security_violation", () => ({ ...subject, message, stack }));
    }
  }

  counts() {
    const { compilations, executions, successes, failures } = this;
    const answered = successes + failures;
    const successRate = answered === 0 ? null : successes / answered;
    return { compilations, executions, successes, failures, successRate };
  }
}
