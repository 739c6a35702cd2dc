import type { Outcome, ScriptError } from "@scriptyard/model";
import { sendEnd } from "./chunks.ts";
import { createEvents } from "./events-emitter.ts";
import { disposedError, goneError, refusal } from "./executor/outcome.ts";
import { createLossLog } from "./health.ts";
import { Ledger } from "./stats.ts";
import type { ExecuteOptions, Image, Invocation } from "./types.ts";

/** What a sandbox counts, tells and refuses, whatever its engines live in. */
export class Books {
  readonly events = createEvents();
  readonly ledger = new Ledger(this.events);
  /** Threads or processes that were lost lately. */
  readonly losses = createLossLog();
  workersReplaced = 0;
  instancesRecycled = 0;
  disposed = false;

  constructor() {
    this.events.on("worker_replaced", ({ why }) => {
      if (why === "recycled") {
        this.instancesRecycled++;
        return;
      }
      this.workersReplaced++;
      this.losses.add();
    });
  }

  /** Tells of an image that left the cache. */
  readonly evicted = ({ hash, bytes }: Image): void =>
    this.events.emit("cache_evicted", () => ({ image: hash, bytes }));

  /** Why a run does not begin; null when it may. What goes on after a wait goes on without its caller too. */
  refuse(
    { exports }: Image,
    hook: string,
    { signal, gone }: { signal?: AbortSignal | undefined; gone?: AbortSignal | undefined },
    continues = false,
  ): ScriptError | null {
    if (this.disposed) return disposedError();
    if (signal?.aborted) return refusal("cancelled", "The run was cancelled before it started.");
    if (gone?.aborted && !continues) return goneError();
    if (exports.includes(hook)) return null;
    const has = exports.length > 0 ? `It exports ${exports.join(", ")}.` : "It exports no function.";
    return refusal("not_found", `The script does not export a function "${hook}". ${has}`);
  }

  /** A run has its outcome: once for each, however often it waited. */
  readonly ended = (
    image: Image,
    invocation: Invocation,
    options: ExecuteOptions,
    outcome: Outcome,
  ): void => {
    this.ledger.executed(image.hash, invocation, outcome);
    if (options.onChunk) sendEnd(options.onChunk, outcome);
  };
}
