import type { OutcomeErrorType } from "@scriptyard/model";

/**
 * How a run can fail, in words, for every page: `word` in lists and filters, `title` and `meaning` beside the error itself.
 * `meaning` says what it usually is and what to do.
 */
export const failureWords: Record<OutcomeErrorType, { word: string; title: string; meaning: string }> = {
  invalid_syntax: {
    word: "syntax error",
    title: "Does not parse",
    meaning:
      "The text is not valid in this language, so nothing ran. The line is where the parser gave up; the mistake is often just before it: a missing bracket, comma or quote.",
  },
  compilation: {
    word: "compilation error",
    title: "Cannot be linked",
    meaning:
      "An import names a library or an export that does not exist, or the script does not export its hook. Check the spelling, and that the library is published or “Use library drafts” is on.",
  },
  execution: {
    word: "execution error",
    title: "Threw an error",
    meaning:
      "The script threw, or returned something its hook does not allow. Look at the marked line; values that may be null or missing are the usual reason.",
  },
  timeout: {
    word: "timeout",
    title: "Ran too long",
    meaning:
      "A limit of time stopped it: what the script computed, or, where the machine was busy, what it took on the clock. The message says which, and what it had done by then; the limits are in Settings.",
  },
  operation_limit: {
    word: "operation limit",
    title: "Did too much",
    meaning:
      "The number of operations reached its limit. Usually a loop that grows with the input, or one that does not end. Unlike time, operations are the same on every machine.",
  },
  memory_limit: {
    word: "memory limit",
    title: "Used too much memory",
    meaning:
      "The script asked for more memory than it may have. Usually a list or text that grows inside a loop. Only the top of what it held is shown under memory.",
  },
  stack_overflow: {
    word: "stack overflow",
    title: "Called itself too deeply",
    meaning:
      "Functions called each other without end, or a deeply nested value was walked recursively. Check the condition that should stop the recursion.",
  },
  security_violation: {
    word: "security violation",
    title: "Not allowed",
    meaning:
      "The script used something its security level does not grant, or the host refused an effect. The level is in Settings; API docs say which functions it allows.",
  },
  not_found: {
    word: "not found",
    title: "Nothing to run",
    meaning:
      "The script, version or hook that should run does not exist any more, or nothing of it is live: it was never published, or was retired.",
  },
  busy: {
    word: "busy",
    title: "No engine was free",
    meaning:
      "No engine could be had in time, or this program is held back because it cost engines. It did not run; the message says when to try again.",
  },
  cancelled: {
    word: "cancelled",
    title: "Cancelled",
    meaning: "The run was stopped before it finished. Nothing was applied.",
  },
  engine_failure: {
    word: "engine failure",
    title: "The engine failed",
    meaning:
      "The sandbox itself broke down and was replaced. This is a fault of ours, not of the script; the operator finds it in the server's log under the request's id.",
  },
};

/** The word for a type that came over the wire: a newer server may know one that this page does not. */
export function failureWord(type: string): string {
  return Object.hasOwn(failureWords, type)
    ? failureWords[type as OutcomeErrorType].word
    : type.replaceAll("_", " ");
}
