import type { ExecutionTrigger, OutcomeErrorType } from "@scriptyard/model";

/**
 * The model's words as plain lists. Importing the model's own would bring Zod (15 KB gzipped) into the first page;
 * `vocabulary.test.ts` holds both equal.
 */
export const outcomeTypes = [
  "invalid_syntax",
  "compilation",
  "execution",
  "timeout",
  "operation_limit",
  "memory_limit",
  "stack_overflow",
  "security_violation",
  "not_found",
  "busy",
  "cancelled",
  "engine_failure",
] as const satisfies readonly OutcomeErrorType[];

export const executionTriggers = [
  "flow",
  "http",
  "bus",
  "schedule",
  "tool",
  "preview",
  "replay",
] as const satisfies readonly ExecutionTrigger[];
