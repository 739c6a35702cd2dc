import { type Limits, type ScriptError, wallLimitMs } from "@scriptyard/model";
import { timeError } from "../executor/time-error.ts";

/**
 * Why a task is over without its answer. `overrun`: its native code was ended at one of its limits of time, after so much
 * processor time (null where the machine does not tell) and time on the clock.
 */
export type Loss =
  | { why: "overrun"; limit: "timeoutMs" | "wallMs"; processorMs: number | null; wallMs: number }
  | { why: "crash"; detail: string };

/**
 * The error of a run that was lost.
 *
 * @param before what the run had used before it waited
 */
export function lossError(
  loss: Loss,
  limits: Pick<Limits, "timeoutMs" | "wallMs">,
  before: { guestMs: number; guestWallMs: number } = { guestMs: 0, guestWallMs: 0 },
): ScriptError {
  if (loss.why === "crash") return lostError(loss.detail);
  const value = loss.limit === "timeoutMs" ? limits.timeoutMs : wallLimitMs(limits);
  const used = {
    processorMs: loss.processorMs === null ? null : loss.processorMs + before.guestMs,
    wallMs: loss.wallMs + before.guestWallMs,
  };
  return timeError({ name: loss.limit, value }, used, null);
}

export function lostError(detail: string): ScriptError {
  return { type: "engine_failure", message: `The engine failed: ${detail}.`, stack: [] };
}
