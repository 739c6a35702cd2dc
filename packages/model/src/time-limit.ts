import { grouped } from "./grouped.ts";
import type { ScriptError } from "./outcome.ts";

/** What a run that met a limit of time had done until then. */
export type TimeUse = NonNullable<ScriptError["time"]>;

/**
 * Why a run was ended for want of time, and what to do about it: the only wording there is, for the sandbox, the console
 * and the command line. It blames a loop only where the number of operations does.
 *
 * @param mostMs the most that the script may be given, where that is known
 *
 * @example
 * timeLimitMessage({ name: "timeoutMs", value: 100 }, { processorMs: 100, wallMs: 104, operations: 81_394 }, 1_000)
 * // "The script used its 100 ms of processor time, for 81 394 operations. If its work needs more, raise its time
 * // (timeoutMs) in its settings, up to 1 000 ms."
 */
export function timeLimitMessage(
  limit: { name: string; value: number },
  use: TimeUse,
  mostMs: number | null = null,
): string {
  if (limit.name === "wallMs") return wallMessage(limit.value, use);
  return `${processorMessage(limit.value, use)} ${advice(limit.value, use, mostMs)}`;
}

function processorMessage(value: number, { processorMs, wallMs, operations }: TimeUse): string {
  const said =
    processorMs === null
      ? `The script ran longer than its ${grouped(value)} ms`
      : `The script used its ${grouped(value)} ms of processor time`;
  const work =
    operations === null
      ? ", inside one built-in operation such as a sort, a search or a long text"
      : `, for ${grouped(operations)} operations`;
  const clock = wasKeptWaiting({ processorMs, wallMs })
    ? ` (${grouped(wallMs)} ms on the clock: the machine was busy with other work)`
    : "";
  return `${said}${work}${clock}.`;
}

function advice(value: number, { processorMs, wallMs, operations }: TimeUse, mostMs: number | null): string {
  if (operations !== null && operations / (processorMs ?? wallMs) >= LOOP_OPERATIONS) {
    return "Look for a loop that does not end.";
  }
  const needsMore = operations === null ? "Give it less to work on, or" : "If its work needs more,";
  if (mostMs === null) return `${needsMore} raise its time (timeoutMs).`;
  if (mostMs <= value) {
    return `It may not have more than ${grouped(mostMs)} ms: give it less to do, or a wider security level.`;
  }
  return `${needsMore} raise its time (timeoutMs) in its settings, up to ${grouped(mostMs)} ms.`;
}

function wallMessage(value: number, { processorMs, wallMs, operations }: TimeUse): string {
  const work = [
    ...(processorMs === null ? [] : [`had a processor for ${grouped(processorMs)} ms`]),
    ...(operations === null ? [] : [`did ${grouped(operations)} operations`]),
  ];
  const inWhich = work.length > 0 ? `, in which it ${work.join(" and ")}` : "";
  const advice = wasKeptWaiting({ processorMs, wallMs })
    ? "The machine was busy with other work: run it again, or raise wallMs."
    : "If its work needs more, raise wallMs.";
  return `The script was not done after ${grouped(value)} ms on the clock${inWhich}. ${advice}`;
}

/** Whether other work on the machine took most of a run's time. False where its processor time is not known. */
export function wasKeptWaiting({
  processorMs,
  wallMs,
}: {
  processorMs: number | null;
  wallMs: number;
}): boolean {
  return processorMs !== null && wallMs > DISTURBED * processorMs;
}

/** A run that took this many times its processor time on the clock was kept waiting. */
const DISTURBED = 1.5;
/**
 * Operations in a millisecond of processor time from which on a run mostly turned: an empty loop makes ten to sixty
 * thousand, work on lists, texts and maps three hundred to a few thousand.
 */
const LOOP_OPERATIONS = 5_000;
