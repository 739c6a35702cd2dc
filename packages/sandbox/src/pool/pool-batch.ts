import { emptyMetrics, failedOutcome, type Json, type Outcome, wallLimitMs } from "@scriptyard/model";
import type { BjsonFormat } from "../engine/layout.ts";
import { BatchProgress } from "../executor/batch-progress.ts";
import { refusal } from "../executor/outcome.ts";
import { type CachedProfile, noteRun } from "../profile-cache.ts";
import type { Batch } from "../types.ts";
import type { Busy } from "./busy.ts";
import { sharedNow } from "./clock.ts";
import { logRoom } from "./control-block.ts";
import type { Seat } from "./engine-thread.ts";
import type { TaskTime } from "./judge.ts";
import { type Loss, lossError, lostError } from "./loss.ts";
import type { Pool, PoolTask } from "./pool.ts";
import { microseconds, profileParts, taskCostMs } from "./pool-run.ts";
import type { TaskAnswer } from "./protocol.ts";

/**
 * A batch on its way through the pool, one life of a VM at a time: between lives other realms have their turn. When an
 * input's native code has to be ended from outside, the inputs before it run again, without it.
 */
export class PoolBatch implements PoolTask {
  readonly realm: string;
  readonly profileId: number;
  thread?: PoolTask["thread"];
  private readonly profile: CachedProfile;
  private readonly batch: Batch;
  private readonly progress: BatchProgress;
  private readonly pool: Pool;
  private readonly done: (outcomes: Outcome[]) => void;
  private readonly signal: AbortSignal | undefined;
  private range: { from: number; end: number } = { from: 0, end: 0 };
  queuedAt = performance.now();
  private queueUs = 0;
  private finished = false;
  /** A life ended: what was let in goes on. */
  continues = false;
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
    this.progress = new BatchProgress(batch, profile.value, format);
    signal?.addEventListener("abort", this.onAbort, { once: true });
  }

  get image(): string {
    return this.profile.value.image.hash;
  }

  get costMs(): number {
    return taskCostMs(this.profile.meanMs) * (this.range.end - this.range.from);
  }

  get isNew(): boolean {
    return !this.profile.isProven && !this.continues;
  }

  /** Queues the next life, or ends. */
  start(): void {
    const range = this.progress.next();
    if (!range) {
      this.finish();
      return;
    }
    this.range = range;
    this.queuedAt = performance.now();
    const busy = this.pool.submit(this);
    if (busy) this.onBusy(busy);
  }

  onBusy(busy: Busy): void {
    this.endWith(this.pool.busyError(busy));
  }

  get time(): TaskTime {
    const { limits } = this.profile.value;
    const { from, end } = this.range;
    return { timeoutMs: limits.timeoutMs, wallMs: wallLimitMs(limits), inputs: end - from };
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
    const { part } = answer;
    this.profile.isProven = true;
    this.progress.add(part, this.queueUs);
    const us = part.runUs.reduce((sum, each) => sum + each, 0);
    noteRun(this.profile, us / 1_000 / Math.max(1, part.runUs.length));
    this.goOn();
  }

  onLost(loss: Loss, seat: Seat | null): void {
    if (this.finished) return;
    const error = lossError(loss, this.profile.value.limits);
    const control = seat?.control;
    if (!control || control.startedAt === 0) {
      this.endWith(error);
      return;
    }
    const runUs = Math.round((sharedNow() - control.startedAt) * 1000);
    const { lines } = control.readLines(0, 0);
    const metrics = { ...emptyMetrics, queueUs: this.queueUs, runUs };
    this.progress.refuse(control.input, { ...failedOutcome(error), logs: lines, metrics });
    this.goOn();
  }

  private goOn(): void {
    this.continues = true;
    if (this.pool.isClosed) this.endWith(refusal("cancelled", "The sandbox was disposed."));
    else this.start();
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
