import { emptyMetrics, failedOutcome, type Json, type Outcome } from "@scriptyard/model";
import type { BjsonFormat } from "../engine/layout.ts";
import { BatchProgress } from "../executor/batch-progress.ts";
import { timeoutError } from "../executor/failure.ts";
import { refusal } from "../executor/outcome.ts";
import type { CachedProfile } from "../profile-cache.ts";
import type { Batch } from "../types.ts";
import { sharedNow } from "./clock.ts";
import { logRoom } from "./control-block.ts";
import type { Seat } from "./engine-thread.ts";
import type { Pool, PoolTask } from "./pool.ts";
import { lostError, microseconds, profileParts } from "./pool-run.ts";
import type { TaskAnswer } from "./protocol.ts";

/**
 * A batch on its way through the pool, one life of a VM at a time: between lives other realms have their turn. When an
 * input's native code has to be ended from outside, the inputs before it run again, without it.
 */
export class PoolBatch implements PoolTask {
  readonly realm: string;
  readonly budgetMs: number;
  readonly profileId: number;
  thread?: PoolTask["thread"];
  private readonly profile: CachedProfile;
  private readonly batch: Batch;
  private readonly progress: BatchProgress;
  private readonly pool: Pool;
  private readonly done: (outcomes: Outcome[]) => void;
  private readonly signal: AbortSignal | undefined;
  private range: { from: number; end: number } = { from: 0, end: 0 };
  private queuedAt = performance.now();
  private queueUs = 0;
  private finished = false;
  private readonly onAbort = () => {
    this.pool.cancel(this);
    this.endWith(refusal("cancelled", "The batch was cancelled."));
  };

  constructor(
    profile: CachedProfile,
    batch: Batch,
    format: BjsonFormat | null,
    pool: Pool,
    signal: AbortSignal | undefined,
    done: (outcomes: Outcome[]) => void,
  ) {
    this.profile = profile;
    this.profileId = profile.id;
    this.batch = batch;
    this.pool = pool;
    this.signal = signal;
    this.done = done;
    this.realm = batch.realm;
    this.budgetMs = profile.value.limits.timeoutMs;
    this.progress = new BatchProgress(batch, profile.value, format);
    signal?.addEventListener("abort", this.onAbort, { once: true });
  }

  get image(): string {
    return this.profile.value.image.hash;
  }

  /** Queues the next life, or ends; false when the queue is full. */
  start(): boolean {
    const range = this.progress.next();
    if (!range) {
      this.finish();
      return true;
    }
    this.range = range;
    this.queuedAt = performance.now();
    return this.pool.submit(this);
  }

  message(seat: Seat) {
    this.queueUs = microseconds(this.queuedAt);
    const { seed, clockMs, hostContext, realm, sensitive = false, limits } = this.batch;
    const { from, end } = this.range;
    const room = logRoom(limits);
    const logs = room === null ? null : new SharedArrayBuffer(room);
    seat.control.useLogs(logs);
    return {
      type: "batch" as const,
      ...profileParts(this.profile, seat),
      packs: this.progress.packs.filter((pack) => pack.from < end && pack.from + pack.count > from),
      from,
      end,
      seed,
      clockMs,
      context: (hostContext ?? null) as Json,
      realm,
      sensitive,
      logs,
    };
  }

  onAnswer(answer: TaskAnswer): void {
    if (this.finished) return;
    if (answer.type !== "lived" || answer.part.next <= this.range.from) {
      this.endWith(lostError("it answered something else"));
      return;
    }
    this.progress.add(answer.part, this.queueUs);
    this.goOn();
  }

  onLost(why: "overrun" | "crash", detail: string, seat: Seat | null): void {
    if (this.finished) return;
    const control = seat?.control;
    if (!control || control.startedAt === 0) {
      this.endWith(lostError(detail));
      return;
    }
    const error = why === "overrun" ? timeoutError(this.budgetMs, []) : lostError(detail);
    const runUs = Math.round((sharedNow() - control.startedAt) * 1000);
    const { lines } = control.readLines(0, 0);
    const metrics = { ...emptyMetrics, queueUs: this.queueUs, runUs };
    this.progress.refuse(control.input, { ...failedOutcome(error), logs: lines, metrics });
    this.goOn();
  }

  private goOn(): void {
    if (this.start()) return;
    this.endWith(
      this.pool.isClosed
        ? refusal("cancelled", "The sandbox was disposed.")
        : {
            ...refusal("busy", "All engines are busy: run the rest of the batch again."),
            retryAfterMs: this.pool.retryAfterMs,
          },
    );
  }

  private finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.signal?.removeEventListener("abort", this.onAbort);
    this.done(this.progress.outcomes);
  }

  /** Whatever has no outcome yet ends with this one. */
  endWith(error: Parameters<BatchProgress["endWith"]>[0]): void {
    this.progress.endWith(error);
    this.finish();
  }
}
