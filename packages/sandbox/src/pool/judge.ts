import type { ControlBlock } from "./control-block.ts";
import type { Loss } from "./loss.ts";

/** What a task may take of its thread, in milliseconds, before the watchdog ends it. */
export type TaskTime = {
  /** Processor time of its guest. */
  readonly timeoutMs: number;
  /** On the clock, from the guest's start. */
  readonly wallMs: number;
  /** How many guests it starts, one after the other, each with this time. */
  readonly inputs: number;
  /** Of a compile: what the program may take from where its first statement runs, beside what loading it may. */
  readonly topLevel?: Pick<TaskTime, "timeoutMs" | "wallMs"> | undefined;
};

/** What the watchdog looks at: a task in its place. */
export type Judged = {
  readonly control: ControlBlock;
  dueSince: number;
  /** Since when it has been cancelled, and the thread's processor time then. */
  cancelled: { at: number; processorBase: number } | null;
};

/** Native code may run this much longer than its budget before the thread is ended. */
export const GRACE_MS = 50;
/** From the message to the guest's start: arming an image, booting an engine. */
export const START_MS = 30_000;
/** A cancelled guest has stopped by its next poll, or does not poll. */
const cancelTime = { timeoutMs: 0, wallMs: 1_000 };

/** When a task is looked at first, in milliseconds from where nothing is before it. */
export const firstLookMs = (time: Omit<TaskTime, "inputs">): number =>
  time.topLevel ? firstLookMs(time.topLevel) : Math.min(time.timeoutMs, time.wallMs) + GRACE_MS;

/**
 * The moment before which the thread need not be ended, and what of if that has come.
 *
 * @param now on `sharedNow()`
 * @param processorMs the thread's processor time, NaN where it cannot be read; asked only where the clock says that it matters
 */
export function judge(
  { control, dueSince, cancelled }: Judged,
  time: TaskTime,
  now: number,
  processorMs: () => number,
): { due: number; loss: Loss } {
  // Asked before the moment is read: what has begun since then is charged too little, and looked at again.
  const isTopLevel = time.topLevel !== undefined && control.isTopLevel;
  const startedAt = control.startedAt;
  // By this thread's own clock: a guest that broke out of its engine could write what it likes into the block.
  const topLevelMs = time.topLevel ? time.topLevel.wallMs + GRACE_MS : 0;
  const latest = dueSince + START_MS + (time.wallMs + GRACE_MS) * time.inputs + topLevelMs;
  if (startedAt === 0 && !cancelled) {
    return { due: dueSince + START_MS, loss: { why: "crash", detail: "it did not start the run" } };
  }
  const guest = { at: startedAt, processorBase: control.processorBase };
  const ofGuest = startedAt === 0 ? null : endOf(guest, isTopLevel ? time.topLevel! : time, now, processorMs);
  const ofCancel = cancelled && endOf(cancelled, cancelTime, now, processorMs);
  // While a program loads, its top level may begin at any moment, and nobody is told.
  const soonest = time.topLevel && !isTopLevel ? now + firstLookMs(time.topLevel) : latest;
  const due = Math.min(latest, ofGuest?.due ?? latest, ofCancel?.due ?? latest, soonest);
  return { due, loss: ofGuest?.loss ?? ofCancel!.loss };
}

/** Processor time first: a guest that got none because of other work on the machine has used none. */
function endOf(
  since: { at: number; processorBase: number },
  { timeoutMs, wallMs }: Pick<TaskTime, "timeoutMs" | "wallMs">,
  now: number,
  processorMs: () => number,
): { due: number; loss: Loss } {
  const passedMs = now - since.at;
  const usedMs =
    passedMs < Math.min(timeoutMs, wallMs) + GRACE_MS ? passedMs : processorMs() - since.processorBase;
  const usedOfIt = Number.isNaN(usedMs) ? null : Math.max(0, Math.min(passedMs, usedMs));
  const leftMs = timeoutMs + GRACE_MS - (usedOfIt ?? passedMs);
  const wallEnd = since.at + wallMs + GRACE_MS;
  const limit = now + leftMs <= wallEnd ? "timeoutMs" : "wallMs";
  return {
    due: Math.min(wallEnd, now + leftMs),
    loss: { why: "overrun", limit, processorMs: usedOfIt, wallMs: passedMs },
  };
}
