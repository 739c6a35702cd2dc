import {
  emptyMetrics,
  type Json,
  type LogLine,
  type Outcome,
  type ScriptError,
  wallLimitMs,
} from "@scriptyard/model";
import { sendLines, sendProgress } from "../chunks.ts";
import type { Paused } from "../executor/async-pause.ts";
import { goneError, refusal, toOutcome } from "../executor/outcome.ts";
import type { Profile } from "../executor/profile.ts";
import { type CachedProfile, noteRun, type ProfileIds } from "../profile-cache.ts";
import type { Segment, Waiting } from "../suspension/drive.ts";
import type { ExecuteOptions, Invocation } from "../types.ts";
import type { Busy } from "./busy.ts";
import { sharedNow } from "./clock.ts";
import { logRoom } from "./control-block.ts";
import type { KnownProfiles, Seat } from "./engine-thread.ts";
import type { TaskTime } from "./judge.ts";
import { type Loss, lossError, lostError } from "./loss.ts";
import type { Pool, PoolTask } from "./pool.ts";
import type { ProfileParts, TaskAnswer } from "./protocol.ts";

/** One execution on its way through the pool, or one stretch of it. The last chunk is its owner's to send. */
export class PoolRun implements PoolTask {
  readonly realm: string;
  readonly time: TaskTime;
  readonly profileId: number;
  thread?: PoolTask["thread"];
  private seat: Seat | null = null;
  private readonly profile: CachedProfile;
  private readonly argsText: string;
  private readonly invocation: Invocation;
  private readonly options: ExecuteOptions;
  private readonly pool: Pool;
  private readonly done: (outcome: Outcome) => void;
  /** Set for a run that goes on after it waited: it was let in before. */
  readonly continues: boolean;
  private readonly paused: Paused | undefined;
  private readonly answers: Segment["answers"];
  private readonly waits: ((waiting: Waiting) => void) | undefined;
  readonly queuedAt = performance.now();
  private queueUs = 0;
  private finished = false;
  private shown: { lines: LogLine[]; end: number } = { lines: [], end: 0 };
  private progressSeen = 0;
  private timer: NodeJS.Timeout | undefined;
  private onAbort: (() => void) | undefined;
  private onGone: (() => void) | undefined;

  constructor(
    profile: CachedProfile,
    argsText: string,
    invocation: Invocation,
    options: ExecuteOptions,
    pool: Pool,
    done: (outcome: Outcome) => void,
    /** For programs that may wait: where this part of the run starts, and who is told that it waits. */
    part?: { segment: Segment; waits: (waiting: Waiting) => void },
  ) {
    this.profile = profile;
    this.profileId = profile.id;
    this.argsText = argsText;
    this.invocation = invocation;
    this.options = options;
    this.pool = pool;
    this.done = done;
    this.realm = invocation.realm;
    this.paused = part?.segment.paused;
    this.answers = part?.segment.answers ?? [];
    this.waits = part?.waits;
    this.continues = this.paused !== undefined;
    const { limits } = invocation;
    const { guestMs, guestWallMs } = this.paused?.state ?? { guestMs: 0, guestWallMs: 0 };
    this.time = {
      timeoutMs: Math.max(1, limits.timeoutMs - guestMs),
      wallMs: Math.max(1, wallLimitMs(limits) - guestWallMs),
      inputs: 1,
    };
    if (part) this.shown.lines.push(...part.segment.lines);
  }

  get image(): string {
    return this.profile.value.image.hash;
  }

  get costMs(): number {
    return taskCostMs(this.profile.meanMs);
  }

  /** Going by its profile's other runs. Who asks for chunks, or continues, expects to take a while. */
  get isQuick(): boolean {
    return this.profile.typicalMs < QUICK_MS && !this.options.onChunk && !this.paused;
  }

  get isShort(): boolean {
    return isShort(this.profile) && !this.paused;
  }

  get isNew(): boolean {
    return !this.profile.isProven && !this.paused;
  }

  /** Into the queue, or refused at once. */
  start(): void {
    const busy = this.pool.submit(this);
    if (busy) this.onBusy(busy);
    else this.listen();
  }

  private listen(): void {
    const { signal, gone } = this.options;
    if (this.finished) return;
    if (signal) {
      this.onAbort = () => {
        const neverBegan = this.pool.cancel(this);
        this.fail(refusal("cancelled", "The run was cancelled."), neverBegan ? null : this.seat);
      };
      signal.addEventListener("abort", this.onAbort, { once: true });
    }
    if (gone && !this.continues) {
      this.onGone = () => {
        if (this.pool.withdraw(this)) this.fail(goneError(), null);
      };
      gone.addEventListener("abort", this.onGone, { once: true });
    }
  }

  message(seat: Seat) {
    this.seat = seat;
    this.onTurn();
    const { seed, clockMs, hostContext, realm, sensitive = false, secrets, limits } = this.invocation;
    const room = logRoom(limits);
    const logs = room === null ? null : new SharedArrayBuffer(room);
    seat.control.useLogs(logs);
    if (this.options.onChunk) this.timer = setInterval(() => this.show(seat), CHUNK_FLUSH_MS);
    return {
      type: "run" as const,
      ...profileParts(this.profile, seat),
      argsText: this.argsText,
      seed,
      clockMs,
      context: (hostContext ?? null) as Json,
      realm,
      sensitive,
      logs,
      ...(secrets && { secrets }),
      ...(this.paused && { paused: this.paused }),
      ...(this.answers.length > 0 && { answers: this.answers }),
    };
  }

  onTurn(): void {
    this.queueUs = microseconds(this.queuedAt);
  }

  onAnswer(answer: TaskAnswer, seat: Seat): void {
    if (this.finished) return;
    if (answer.type !== "ran") {
      this.fail(lostError("it answered something else"), seat);
      return;
    }
    this.show(seat);
    const { result } = answer;
    noteRun(this.profile, result.metrics.runUs / 1000);
    this.profile.isProven = true;
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

  onLost(loss: Loss, seat: Seat | null): void {
    noteRun(this.profile, this.time.timeoutMs);
    this.fail(lossError(loss, this.invocation.limits, this.paused?.state), seat);
  }

  onBusy(busy: Busy): void {
    this.fail(this.pool.busyError(busy), null);
  }

  /** Ends without the guest's answer; what it logged until then is kept. */
  private fail(error: ScriptError, seat: Seat | null): void {
    if (this.finished) return;
    if (seat) this.show(seat);
    const started = seat?.control.startedAt ?? 0;
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
    if (this.onGone) this.options.gone?.removeEventListener("abort", this.onGone);
  }

  /** What the run said since the last look. The lines are kept for the outcome. */
  private show({ control }: Seat): void {
    if (this.finished) return;
    const { onChunk } = this.options;
    if (control.logEnd !== this.shown.end) {
      const fresh = control.readLines(this.shown.end, this.shown.lines.length);
      this.shown.lines.push(...fresh.lines);
      this.shown.end = fresh.end;
      if (onChunk) sendLines(onChunk, fresh.lines);
    }
    if (!onChunk || control.progressCount === this.progressSeen) return;
    const latest = control.readProgress();
    if (!latest) return;
    this.progressSeen = latest.count;
    sendProgress(onChunk, latest.progress);
  }
}

/** A thread is also taken by messages; of what never ran nobody knows, and it is let in. */
export const taskCostMs = (meanMs: number) => Math.max(meanMs, UNKNOWN_MS);

const UNKNOWN_MS = 0.05;

export const microseconds = (since: number) => Math.round((performance.now() - since) * 1000);

/** A profile as the thread needs it: whole the first time, then its number; and what it may forget. */
export function profileParts(
  { id, value, among }: CachedProfile,
  { profiles }: Pick<Seat, "profiles">,
): ProfileParts {
  const known = profiles.ids.has(id);
  if (!known) profiles.ids.add(id);
  const forget = among.drops - profiles.drops >= DROPS_AT_ONCE ? stale(profiles, among, id) : [];
  return {
    profileId: id,
    ...(known ? {} : { profile: forThread(value) }),
    ...(forget.length > 0 ? { forget } : {}),
  };
}

/** What a thread knows and the cache does not: now it does not either. A profile about to run stays. */
function stale(profiles: KnownProfiles, among: ProfileIds, running: number): number[] {
  profiles.drops = among.drops;
  const ids = [...profiles.ids].filter((id) => id !== running && !among.has(id));
  for (const id of ids) profiles.ids.delete(id);
  return ids;
}

function forThread(profile: Profile): Profile {
  const { sources: _sources, ...image } = profile.image;
  return { ...profile, image };
}

const CHUNK_FLUSH_MS = 20;
const QUICK_MS = 0.5;
/** What a login may take on average and still not wait for other realms' slow runs. Of what never ran nobody knows. */
export const isShort = ({ meanMs }: { meanMs: number }) => meanMs > 0 && meanMs < SHORT_MS;

const SHORT_MS = 5;
/** Threads are told of profiles that left in groups: comparing costs more than keeping a few. */
const DROPS_AT_ONCE = 8;
