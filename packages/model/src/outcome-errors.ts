import type { ScriptError } from "./outcome.ts";
import { wasKeptWaiting } from "./time-limit.ts";

/**
 * How an execution can fail, one table. It holds no Zod, so that the first page of the console can have it.
 *
 * - `countsAgainstScript`: whether it is the script's own failure. Only such a failure trips a trigger's breaker or is told to
 *   an author as a mistake; the others are the machine's, or somebody's wish.
 * - `unless`: limits that are of this type and say nothing about the script, see `othersLimits`.
 * - `mayPass`: whether the same program may end otherwise at the next try, so that nobody remembers it as the program's.
 */
export const outcomeErrors = {
  invalid_syntax: { countsAgainstScript: true, mayPass: false },
  compilation: { countsAgainstScript: true, mayPass: false },
  execution: { countsAgainstScript: true, mayPass: false },
  timeout: { countsAgainstScript: true, unless: ["wallMs", "waitMs"], mayPass: true },
  operation_limit: { countsAgainstScript: true, unless: ["inputBytes"], mayPass: false },
  memory_limit: { countsAgainstScript: true, mayPass: false },
  stack_overflow: { countsAgainstScript: true, mayPass: false },
  security_violation: { countsAgainstScript: true, mayPass: false },
  not_found: { countsAgainstScript: true, mayPass: false },
  busy: { countsAgainstScript: false, mayPass: true },
  cancelled: { countsAgainstScript: false, mayPass: true },
  engine_failure: { countsAgainstScript: false, mayPass: true },
} as const satisfies Record<
  string,
  { countsAgainstScript: boolean; unless?: readonly OthersLimit[]; mayPass: boolean }
>;

export type OutcomeErrorType = keyof typeof outcomeErrors;

export const outcomeErrorTypes = Object.keys(outcomeErrors) as [OutcomeErrorType, ...OutcomeErrorType[]];

/**
 * Limits that are met by what somebody else did, each with how to tell that the script did it after all.
 *
 * - `inputBytes`: whoever sent the input, before the script began.
 * - `wallMs`: a machine that had no time for it, unless it computed all the while.
 * - `waitMs`: whoever the host asked and who answered late.
 */
const othersLimits = {
  inputBytes: () => false,
  wallMs: (time) => time !== undefined && time.processorMs !== null && !wasKeptWaiting(time),
  waitMs: () => false,
} satisfies Record<string, (time: TimeSpent | undefined) => boolean>;
type TimeSpent = Parameters<typeof wasKeptWaiting>[0];
type OthersLimit = keyof typeof othersLimits;

/** Whether a failure is the script's own: judged by its type, and by the limit that was met. */
export function countsAgainstScript(error: Pick<ScriptError, "type" | "limit" | "time">): boolean {
  const entry: { countsAgainstScript: boolean; unless?: readonly OthersLimit[] } = outcomeErrors[error.type];
  const others = entry.unless?.find((name) => name === error.limit?.name);
  return others === undefined ? entry.countsAgainstScript : othersLimits[others](error.time);
}
