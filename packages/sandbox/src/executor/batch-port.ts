import type { ScriptError } from "@scriptyard/model";
import type { Handle } from "../engine/brands.ts";
import type { GuestPort } from "../engine/guest-doors.ts";
import type { Machine } from "../engine/machine.ts";
import type { HostCalls } from "../types.ts";
import { readAnswer } from "./answer.ts";
import type { BatchJob, BatchPart, InputDetails } from "./batch.ts";
import { batchSeed } from "./batch-seed.ts";
import { failureOf } from "./failure.ts";
import { HostPort, seedWords } from "./host-port.ts";
import { LogBuffer } from "./log-buffer.ts";
import { filesOf } from "./profile.ts";
import type { Watch } from "./watch.ts";

/**
 * The host's side of a batch: it counts and times every input for itself, at the guest's step from one to the next. What
 * most inputs do not need (effects, lines, host calls) is made when one asks for it.
 */
export class BatchPort implements GuestPort {
  isWaiting = false;
  /** The input that runs, or runs next; it stops before `end`. */
  index: number;
  end = 0;
  open = false;
  /** The input that ended went over a limit, or left promise jobs: the next one needs a fresh VM. */
  spoilt: "stopped" | "jobs" | null = null;
  /** Reading its answer broke the machine. */
  broke: ScriptError | null = null;
  private startedAt = performance.now();
  private freshCount = 0;
  private details: { port: HostPort; logs: LogBuffer } | null = null;
  private readonly machine: Machine;
  private readonly watch: Watch;
  private readonly job: BatchJob;
  private readonly hostCalls: HostCalls;
  private readonly part: BatchPart;
  private readonly watchOptions: Parameters<Watch["start"]>[0];
  private readonly objectTag: number;
  private readonly countAt: number;
  /** A build that does not show who holds an object: every answer is read at once, which is right and slower. */
  private readonly readsAll: boolean;

  /** What inputs cost is noted in `part`. */
  constructor(machine: Machine, watch: Watch, job: BatchJob, hostCalls: HostCalls, part: BatchPart) {
    this.machine = machine;
    this.watch = watch;
    this.job = job;
    this.hostCalls = hostCalls;
    this.part = part;
    this.index = part.from;
    const { objectTag = 0, countAt = null } = machine.layout.values ?? {};
    this.objectTag = objectTag;
    this.countAt = countAt ?? 0;
    this.readsAll = countAt === null;
    const { timeoutMs, wallMs, operationLimit } = job.profile.limits;
    this.watchOptions = { now: 0, timeoutMs, wallMs, operationLimit, cancelled: job.cancelled };
  }

  next(answer: Handle): string {
    const now = performance.now();
    if (this.open) {
      const { watch, machine } = this;
      if (!watch.stop && this.isHeld(answer)) this.keepNow(answer);
      if (this.broke || watch.stop || watch.denied || watch.checkDeadline(now)) return LEAVE;
      this.close(now);
      if (machine.hasJobs) this.spoilt = "jobs";
      if (this.spoilt || this.job.cancelled?.()) return LEAVE;
    } else this.freshCount = this.holders(answer);
    if (this.index >= this.end) return LEAVE;
    this.startedAt = now;
    this.open = true;
    this.watchOptions.now = now;
    this.watch.start(this.watchOptions);
    this.job.onInput?.(this.index, this.watch.processorBase);
    return "";
  }

  /** The input that ran is over; what it did besides answering is noted. */
  close(now: number): void {
    const { part, details } = this;
    part.operations.push(this.watch.operations);
    part.runUs.push(Math.round((now - this.startedAt) * 1000));
    if (details) part.details.push([this.index, detailsOf(details)]);
    this.details = null;
    this.open = false;
    this.index++;
  }

  /** An answer that the script holds on to may be changed by a later input: it is read now. */
  private isHeld(answer: Handle): boolean {
    return this.readsAll || this.holders(answer) > this.freshCount;
  }

  /** Called from inside wasm: nothing may be thrown through it. */
  private keepNow(answer: Handle): void {
    const { machine, watch, job, part } = this;
    const { image, limits } = job.profile;
    try {
      part.texts.push([this.index, readAnswer(machine, answer, image.plainResults, limits).text]);
    } catch (thrown) {
      const { error, discard } = failureOf(thrown, { machine, watch, files: filesOf(image), limits });
      part.errors.push([this.index, error]);
      if (discard) this.broke = error;
    }
  }

  /** How many hold this object; 0 for what is no object. */
  private holders(handle: Handle): number {
    const { words } = this.machine.vm;
    if (words[(handle >> 2) + 1] !== this.objectTag) return 0;
    return words[(words[handle >> 2]! + this.countAt) >> 2]!;
  }

  /** Name of a call of the input that runs whose answer would come later; a batch waits for none. */
  get waitsFor(): string | undefined {
    return this.details?.port.requests.pending[0]?.name;
  }

  private current(): HostPort {
    if (!this.details) {
      const { watch, hostCalls, job } = this;
      const { profile, clockMs, context } = job;
      const logs = new LogBuffer(profile.limits, filesOf(profile.image), job.onLine);
      const seed = batchSeed(job.seed, this.index);
      const port = new HostPort({ watch, profile, logs, seed, clockMs, context, hostCalls });
      this.details = { port, logs };
    }
    return this.details.port;
  }

  now(): number {
    return this.job.clockMs;
  }

  interrupted(): boolean {
    return this.watch.poll();
  }

  allocationDenied(): void {
    this.watch.denied = true;
  }

  log(line: string): void {
    this.current().log(line);
  }

  call(index: number, args: string): string {
    return this.current().call(index, args);
  }

  standard(text: string, buffers: readonly Buffer[]): string | Uint8Array {
    return this.current().standard(text, buffers);
  }

  waiting(): void {
    this.isWaiting = true;
  }

  /** A batch is many short runs: nobody watches one of them. */
  progress(): void {}

  resultTooLarge(length: number): void {
    this.watch.stopWith({ reason: "limit", name: "resultBytes", reached: length });
  }

  seed(): string {
    return JSON.stringify(seedWords(batchSeed(this.job.seed, this.index)));
  }

  begin(): void {}

  resolve(base: string, specifier: string): string | null {
    return this.current().resolve(base, specifier);
  }

  source(specifier: string): string | null {
    return this.current().source(specifier);
  }
}

const LEAVE = "leave";

function detailsOf({ port, logs }: { port: HostPort; logs: LogBuffer }): InputDetails {
  const { effects, effectBytes, calls } = port;
  return {
    effects,
    effectBytes,
    hostCalls: calls,
    lines: logs.lines,
    logBytes: logs.bytes,
    dropped: logs.dropped,
  };
}
