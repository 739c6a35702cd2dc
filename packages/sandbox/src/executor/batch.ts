import type { Effect, Json, LogLine, ScriptError } from "@scriptyard/model";
import type { Machine, RestorePlan } from "../engine/machine.ts";
import type { HostCalls } from "../types.ts";
import { readAnswer } from "./answer.ts";
import type { Pack } from "./batch-packs.ts";
import { BatchPort } from "./batch-port.ts";
import { type DecodedList, decodeBjsonList } from "./bjson.ts";
import { drainJobs } from "./drain-jobs.ts";
import type { RecycleCause } from "./executor.ts";
import { type Failure, failureOf } from "./failure.ts";
import { memoryUsed } from "./memory-size.ts";
import { neverSettles } from "./never-settles.ts";
import { cannotWaitError } from "./outcome.ts";
import { filesOf, type Profile } from "./profile.ts";
import type { Watch } from "./watch.ts";

/** A batch, as an executor takes it. */
export type BatchJob = {
  profile: Profile;
  packs: readonly Pack[];
  seed: string;
  clockMs: number;
  context: Json;
  realm: string;
  sensitive?: boolean | undefined;
  cancelled?: () => boolean;
  /** Input `index` starts now: see `OnStart`. */
  onInput?: (index: number, processorBaseMs: number) => void;
  onLine?: (line: LogLine) => void;
};

/**
 * What inputs `from … next - 1` gave: one life of the VM, from a restore to the next. In columns, and answers still
 * encoded, because it may cross to another thread.
 */
export type BatchPart = {
  from: number;
  next: number;
  /** Answers of `from …` as one list in the engine's object format; `decoded` the same, where the caller is near. */
  lists: { from: number; encoded: string; decoded?: DecodedList }[];
  /** Answers that were read on their own, as JSON text: they win over the lists, and errors over both. */
  texts: [index: number, text: string][];
  errors: [index: number, error: ScriptError][];
  operations: number[];
  runUs: number[];
  details: [index: number, details: InputDetails][];
  memoryBytes: number;
};

export type InputDetails = {
  effects: Effect[];
  effectBytes: number;
  hostCalls: number;
  lines: LogLine[];
  logBytes: number;
  dropped: number;
};

/** A machine on loan. */
export type BatchSeat = {
  machine: Machine;
  watch: Watch;
  hostCalls: HostCalls;
  /** Puts a fresh VM in place. */
  fresh(): RestorePlan;
  discard(why: RecycleCause): void;
};

/**
 * Runs inputs from `from` on in one VM, up to `end` or until one spoils it. An input that breaks the machine, so that
 * the answers before it cannot be read any more, is left out and the others run once more: runs are deterministic.
 */
export function runLife(seat: BatchSeat, job: BatchJob, from: number, end: number): BatchPart {
  const first = tryLife(seat, job, from, end);
  if (!first.broken || first.part.next - from <= 1) return first.part;
  const culprit = first.part.next - 1;
  const again = tryLife(seat, job, from, culprit);
  // It broke elsewhere this time, by the clock: that part is as good.
  if (again.part.next !== culprit) return again.part;
  const { part } = again;
  part.next = culprit + 1;
  part.errors.push(first.part.errors.at(-1)!);
  part.operations.push(first.part.operations.at(-1)!);
  part.runUs.push(first.part.runUs.at(-1)!);
  part.details.push(...first.part.details.filter(([index]) => index === culprit));
  return part;
}

function tryLife(
  seat: BatchSeat,
  job: BatchJob,
  from: number,
  end: number,
): { part: BatchPart; broken: boolean } {
  const part: BatchPart = {
    from,
    next: from,
    lists: [],
    texts: [],
    errors: [],
    operations: [],
    runUs: [],
    details: [],
    memoryBytes: 0,
  };
  const plan = freshPlan(seat, job, part, end);
  if (!plan) return { part, broken: false };
  const port = new BatchPort(seat.machine, seat.watch, job, seat.hostCalls, part);
  seat.machine.port = port;
  let broken = false;
  for (const pack of job.packs) {
    const packEnd = Math.min(end, pack.from + pack.count);
    if (port.index >= packEnd || port.index < pack.from) continue;
    const start = port.index;
    port.end = packEnd;
    broken = !runPack(seat, job, pack, port, part);
    if (!broken && port.index > start) readList(seat, job, pack, part, start, port.index);
    if (broken || port.spoilt || port.index < packEnd) break;
  }
  part.next = port.index;
  part.memoryBytes = memoryUsed(seat.machine, plan);
  return { part, broken };
}

/** Null when the image cannot be made ready: then none of the inputs can run, for the same reason. */
function freshPlan(seat: BatchSeat, job: BatchJob, part: BatchPart, end: number): RestorePlan | null {
  try {
    return seat.fresh();
  } catch (thrown) {
    const { machine, watch } = seat;
    const { image, limits } = job.profile;
    const { error, discard } = failureOf(thrown, { machine, watch, files: filesOf(image), limits });
    if (discard) seat.discard(watch.denied ? "memory" : "trap");
    for (; part.next < end; part.next++) {
      part.errors.push([part.next, error]);
      part.operations.push(0);
      part.runUs.push(0);
    }
    return null;
  }
}

/** False when the machine cannot be used any more: the input before `port.index` broke it. */
function runPack(seat: BatchSeat, job: BatchJob, pack: Pack, port: BatchPort, part: BatchPart): boolean {
  const { machine, watch } = seat;
  const context = {
    machine,
    watch,
    files: filesOf(job.profile.image),
    limits: job.profile.limits,
  };
  let start = String(port.index - pack.from);
  const steps = () => {
    if (start !== "") giveInputs(seat, pack);
    const from = start;
    start = "";
    machine.vm.release(machine.callForValue("goOn", from));
    if (port.isWaiting) return settle(seat, job, port, part);
    // It ended, and went over a limit all the same.
    if (port.broke) return { error: port.broke, discard: true };
    return port.open ? failureOf(null, context) : null;
  };
  while (port.index < port.end && !port.spoilt && !job.cancelled?.()) {
    const failure = attempt(steps, (thrown) => failureOf(thrown, context));
    if (!failure) continue;
    part.errors.push([port.index, failure.error]);
    if (watch.stop || watch.denied || failure.discard) port.spoilt = "stopped";
    port.isWaiting = false;
    port.close(performance.now());
    if (failure.discard) {
      seat.discard(watch.denied ? "memory" : "trap");
      return false;
    }
    if (machine.hasJobs) port.spoilt ??= "jobs";
  }
  return true;
}

function attempt(steps: () => Failure | null, failed: (thrown: unknown) => Failure): Failure | null {
  try {
    return steps();
  } catch (thrown) {
    return failed(thrown);
  }
}

function giveInputs({ machine, watch }: BatchSeat, pack: Pack): void {
  watch.start({ now: performance.now(), ...SPARE });
  const { vm } = machine;
  const given = typeof pack.data === "string" ? pack.data : vm.decode(pack.data);
  vm.release(machine.callForValue(typeof given === "string" ? "batchText" : "batch", given));
  if (typeof given === "number") vm.release(given);
}

/** The promise of the input that runs: its jobs, then its answer, read at once. */
function settle(
  { machine, watch }: BatchSeat,
  job: BatchJob,
  port: BatchPort,
  part: BatchPart,
): Failure | null {
  const { limits, image } = job.profile;
  port.isWaiting = false;
  drainJobs(machine, watch, limits.promiseJobs);
  if (!watch.checkDeadline()) {
    const handle = machine.callForValue("settle");
    if (port.isWaiting) {
      const call = port.waitsFor;
      return { error: call === undefined ? neverSettles() : cannotWaitError(call), discard: false };
    }
    if (!watch.checkDeadline())
      part.texts.push([port.index, readAnswer(machine, handle, image.plainResults, limits).text]);
  }
  if (watch.checkDeadline() || watch.denied) {
    return failureOf(null, { machine, watch, files: filesOf(image), limits });
  }
  port.close(performance.now());
  if (machine.hasJobs) port.spoilt = "jobs";
  return null;
}

/** The answers of `from … to - 1`, together; on their own where one of them is no plain data. */
function readList(
  seat: BatchSeat,
  job: BatchJob,
  pack: Pack,
  part: BatchPart,
  from: number,
  to: number,
): void {
  const { machine, watch } = seat;
  const format = machine.layout.bjson;
  watch.start({ now: performance.now(), ...SPARE });
  job.onInput?.(to - 1, watch.processorBase);
  if (job.profile.image.plainResults && format) {
    const handle = machine.callForValue("answer");
    const encoded = machine.vm.encode(handle, true);
    machine.vm.release(handle);
    const decoded = encoded === null ? null : decodeBjsonList(encoded, format);
    if (decoded) {
      part.lists.push({ from: pack.from, encoded: encoded!, decoded });
      return;
    }
  }
  const read = new Set([...part.errors, ...part.texts].map(([index]) => index));
  for (let index = from; index < to; index++) {
    if (!read.has(index)) readAlone(seat, job, part, index, index - pack.from);
  }
}

function readAlone(
  { machine, watch }: BatchSeat,
  job: BatchJob,
  part: BatchPart,
  index: number,
  place: number,
): void {
  const { limits, image } = job.profile;
  const context = { machine, watch, files: filesOf(image), limits };
  watch.start({ now: performance.now(), ...limits });
  job.onInput?.(index, watch.processorBase);
  try {
    const handle = machine.callForValue("answer", String(place));
    const { text } = readAnswer(machine, handle, image.plainResults, limits);
    if (watch.checkDeadline() || watch.denied) part.errors.push([index, failureOf(null, context).error]);
    else part.texts.push([index, text]);
  } catch (thrown) {
    part.errors.push([index, failureOf(thrown, context).error]);
  }
}

/** For the prelude's own steps. */
const SPARE = { timeoutMs: 10_000, operationLimit: Number.MAX_SAFE_INTEGER };
