/**
 * How an execution can fail, one table. It holds no Zod, so that the first page of the console can have it.
 *
 * - `countsAgainstScript`: whether it is the script's own failure. Only such a failure trips a trigger's breaker or is told to
 *   an author as a mistake; the others are the machine's, or somebody's wish.
 * - `mayPass`: whether the same program may end otherwise at the next try, so that nobody remembers it as the program's.
 */
export const outcomeErrors = {
  invalid_syntax: { countsAgainstScript: true, mayPass: false },
  compilation: { countsAgainstScript: true, mayPass: false },
  execution: { countsAgainstScript: true, mayPass: false },
  timeout: { countsAgainstScript: true, mayPass: true },
  operation_limit: { countsAgainstScript: true, mayPass: false },
  memory_limit: { countsAgainstScript: true, mayPass: false },
  stack_overflow: { countsAgainstScript: true, mayPass: false },
  security_violation: { countsAgainstScript: true, mayPass: false },
  not_found: { countsAgainstScript: true, mayPass: false },
  busy: { countsAgainstScript: false, mayPass: true },
  cancelled: { countsAgainstScript: false, mayPass: true },
  engine_failure: { countsAgainstScript: false, mayPass: true },
} as const satisfies Record<string, { countsAgainstScript: boolean; mayPass: boolean }>;

export type OutcomeErrorType = keyof typeof outcomeErrors;

export const outcomeErrorTypes = Object.keys(outcomeErrors) as [OutcomeErrorType, ...OutcomeErrorType[]];
