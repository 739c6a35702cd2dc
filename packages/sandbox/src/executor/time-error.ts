import { type ScriptError, type StackFrame, timeLimitMessage } from "@scriptyard/model";
import type { TimeUsed } from "./watch.ts";

/** @param operations null for a run that had to be ended from outside: nobody could ask its engine. */
export function timeError(
  limit: { name: "timeoutMs" | "wallMs"; value: number },
  used: TimeUsed,
  operations: number | null,
  stack: StackFrame[] = [],
): ScriptError {
  const processorMs = used.processorMs === null ? null : tenths(used.processorMs);
  const time = { processorMs, wallMs: tenths(used.wallMs), operations };
  const reached = limit.name === "timeoutMs" ? (processorMs ?? time.wallMs) : time.wallMs;
  return {
    type: "timeout",
    message: timeLimitMessage(limit, time),
    stack,
    limit: { ...limit, reached: Math.max(limit.value, reached) },
    time,
  };
}

const tenths = (ms: number) => Math.max(0, Math.round(ms * 10) / 10);
