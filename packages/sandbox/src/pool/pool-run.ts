import { emptyMetrics, type Json, type LogLine, type Outcome, type ScriptError } from "@scriptyard/model";
import type { Paused } from "../executor/async-pause.ts";
import type { RunResult } from "../executor/executor.ts";
import { timeoutError } from "../executor/failure.ts";
import { refusal, toOutcome } from "../executor/outcome.ts";
import type { Profile } from "../executor/profile.ts";
import type { Segment, Waiting } from "../suspension/drive.ts";
import type { ExecuteOptions, Invocation } from "../types.ts";
import { sharedNow } from "./clock.ts";
import { logRoom } from "./control-block.ts";
import type { EngineThread } from "./engine-thread.ts";
import type { Pool, PoolTask } from "./pool.ts";

/** One execution on its way through the pool. */
export class PoolRun implements PoolTask {
  readonly realm: string;
  readonly budgetMs: number;
  thread?: EngineThread;
  private readonly profile: { id: number; value: Profile; forget: number[] };
  private readonly argsText: string;
  private readonly invocation: Invocation;
  private readonly options: ExecuteOptions;
  private readonly done: (outcome: Outcome) => void;
  /** Set for a run that goes on after it waited: it was let in before. */
  readonly continues: boolean;
  private readonly paused: Paused | undefined;
  private readonly answers: Segment["answers"];
  private readonly waits: ((waiting: Waiting) => void) | undefined;
  private readonly queuedAt = performance.now();
  private queueUs = 0;
  private finished = false;
  private shown: { lines: LogLine[]; end: number } = { lines: [], end: 0 };
  private timer: NodeJS.Timeout | undefined;
  private onAbort: (() => void) | undefined;

  constructor(
    profile: { id: number; value: Profile; forget: number[] },
    argsText: string,
    invocation: Invocation,
    options: ExecuteOptions,
    done: (outcome: Outcome) => void,
    /** For programs that may wait: where this part of the run starts, and who is told that it waits. */
    part?: { segment: Segment; waits: (waiting: Waiting) => void },
  ) {
    this.profile = profile;
    this.argsText = argsText;
    this.invocation = invocation;
    this.options = options;
    this.done = done;
    this.realm = invocation.realm;
    this.paused = part?.segment.paused;
    this.answers = part?.segment.answers ?? [];
    this.waits = part?.waits;
    this.continues = this.paused !== undefined;
    this.budgetMs = Math.max(1, invocation.limits.timeoutMs - (this.paused?.state.guestMs ?? 0));
    if (part) this.shown.lines.push(...part.segment.lines);
  }

  listen(pool: Pool): void {
    const { signal } = this.options;
    if (!signal || this.finished) return;
    this.onAbort = () => {
      const thread = this.thread;
      pool.cancel(this);
      this.fail(refusal("cancelled", "The run was cancelled."), thread ?? null);
    };
    signal.addEventListener("abort", this.onAbort, { once: true });
  }

  message(thread: EngineThread) {
    this.queueUs = microseconds(this.queuedAt);
    const { id, value, forget } = this.profile;
    const { seed, clockMs, hostContext, realm, limits } = this.invocation;
    const room = logRoom(limits);
    const logs = room === null ? null : new SharedArrayBuffer(room);
    thread.control.useLogs(logs);
    if (this.options.onLog) this.timer = setInterval(() => this.showLines(thread), LOG_FLUSH_MS);
    const known = thread.profiles.has(id);
    if (!known) thread.profiles.add(id);
    const forgotten = forget.filter((old) => old !== id && thread.profiles.delete(old));
    return {
      type: "run" as const,
      profileId: id,
      argsText: this.argsText,
      seed,
      clockMs,
      context: (hostContext ?? null) as Json,
      realm,
      logs,
      ...(this.paused && { paused: this.paused }),
      ...(this.answers.length > 0 && { answers: this.answers }),
      ...(known ? {} : { profile: forThread(value) }),
      ...(forgotten.length > 0 ? { forget: forgotten } : {}),
    };
  }

  onAnswer(answer: { type: string; result?: unknown }, thread: EngineThread): void {
    if (this.finished) return;
    if (answer.type !== "ran") {
      this.fail(lostError("it answered something else"), thread);
      return;
    }
    this.showLines(thread);
    const result = answer.result as RunResult;
    if (result.ok && result.paused && this.waits) {
      this.stop();
      this.waits({
        paused: result.paused,
        lines: this.shown.lines,
        metrics: { ...result.metrics, queueUs: this.queueUs },
      });
      return;
    }
    this.finish(toOutcome(result, this.shown.lines, this.profile.value.image, this.queueUs));
  }

  onLost(why: "overrun" | "crash", detail: string, thread: EngineThread | null): void {
    this.fail(why === "overrun" ? timeoutError(this.budgetMs, []) : lostError(detail), thread);
  }

  /** Ends without the guest's answer; what it logged until then is kept. */
  private fail(error: ScriptError, thread: EngineThread | null): void {
    if (this.finished) return;
    if (thread) this.showLines(thread);
    const started = thread?.control.startedAt ?? 0;
    const runUs = started === 0 ? 0 : Math.round((sharedNow() - started) * 1000);
    const metrics = { ...emptyMetrics, queueUs: this.queueUs || microseconds(this.queuedAt), runUs };
    this.finish({ status: "error", error, logs: this.shown.lines, metrics });
  }

  finish(outcome: Outcome): void {
    if (this.finished) return;
    this.stop();
    this.done(outcome);
  }

  private stop(): void {
    this.finished = true;
    clearInterval(this.timer);
    if (this.onAbort) this.options.signal?.removeEventListener("abort", this.onAbort);
  }

  private showLines(thread: EngineThread): void {
    if (this.finished || thread.control.logEnd === this.shown.end) return;
    const fresh = thread.control.readLines(this.shown.end, this.shown.lines.length);
    this.shown.lines.push(...fresh.lines);
    this.shown.end = fresh.end;
    if (fresh.lines.length > 0) this.options.onLog?.(fresh.lines);
  }
}

export const microseconds = (since: number) => Math.round((performance.now() - since) * 1000);

export function lostError(detail: string): ScriptError {
  return { type: "engine_failure", message: `The engine failed: ${detail}.`, stack: [] };
}

function forThread(profile: Profile): Profile {
  const { sources: _sources, ...image } = profile.image;
  return { ...profile, image };
}

const LOG_FLUSH_MS = 20;
