import { type Diagnostic, grouped, isHighSurrogate, isLowSurrogate, sourceLimits } from "@scriptyard/model";
import { findNestingProblem } from "./nesting.ts";
import { Report } from "./report.ts";
import { normalizeSource, utf8Bytes } from "./text.ts";

/**
 * What must hold before any parser sees the text: size, nesting, and characters that cannot be stored or shown.
 * Linear time, no parser, so that the editor may run it on every keystroke.
 *
 * @param text normalised text (`normalizeSource`)
 */
export function checkCaps(text: string, file: string): Diagnostic[] {
  // Every UTF-16 unit is at least one byte: text this long need not be counted, nor its lines found.
  const bytes = text.length > sourceLimits.bytes ? text.length : utf8Bytes(text);
  if (bytes > sourceLimits.bytes) return [tooLarge(text, file)];
  const report = new Report(text, file);
  const problem = findNestingProblem(text);
  if (problem !== null) {
    const { code, message, remedy } = nestingProblems[problem.kind];
    report.add({ code, source: "syntax", message, remedy, start: problem.start, end: problem.end });
  }
  const bad = findUnstorable(text);
  if (bad !== null) report.add(bad);
  return report.diagnostics;
}

/** `checkCaps` for raw text, as the editor holds it. */
export function quickDiagnostics(source: string, file = ""): Diagnostic[] {
  return checkCaps(normalizeSource(source), file);
}

const nestingProblems = {
  brackets: {
    code: "scriptyard/too-deep",
    message: `Brackets are nested more than ${sourceLimits.bracketDepth} deep here`,
    remedy: "Move inner parts into functions or constants of their own.",
  },
  chain: {
    code: "scriptyard/too-deep",
    message: "This statement is nested too deeply or chained too long to be parsed",
    remedy:
      "Split it: use constants for parts, an array with `join`, or a lookup instead of a ladder of conditions.",
  },
  "long-name": {
    code: "scriptyard/too-deep",
    message: "This name is longer than 1 000 characters",
    remedy: "Shorten it. Text that is data belongs in quotes.",
  },
  "ambiguous-slash": {
    code: "scriptyard/ambiguous-slash",
    message: "This slash may start a regular expression or divide",
    remedy: "Put the regular expression in parentheses, or in a constant of its own.",
  },
} as const;

function tooLarge(text: string, file: string): Diagnostic {
  const shown = text.length > sourceLimits.bytes ? "more" : `${grouped(utf8Bytes(text))} bytes`;
  return {
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    code: "scriptyard/source-too-large",
    severity: "error",
    source: "syntax",
    message: `The text is larger than ${grouped(sourceLimits.bytes)} bytes (${shown})`,
    remedy: "Move parts into libraries, and data out of the script.",
  };
}

/** Characters that do not survive UTF-8 or end a text early in the engine. */
function findUnstorable(text: string) {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0)
      return {
        code: "scriptyard/invalid-character",
        source: "syntax" as const,
        message: "The text holds a NUL character",
        remedy: "Delete it, or write it as \\0 in a string.",
        start: i,
        end: i + 1,
      };
    if (!isHighSurrogate(unit) && !isLowSurrogate(unit)) continue;
    if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) {
      i += 1;
      continue;
    }
    return {
      code: "scriptyard/invalid-character",
      source: "syntax" as const,
      message: "The text holds half of a character (a lone surrogate)",
      remedy: `Delete it, or write it as \\u${unit.toString(16)} in a string.`,
      start: i,
      end: i + 1,
    };
  }
  return null;
}
