import type { Diagnostic, EffectivePolicy, OutcomeErrorType, ScriptError } from "@scriptyard/model";

/** The error that a run has, by where the finding comes from that keeps it from running. */
export const typeOfSource: Record<Diagnostic["source"], OutcomeErrorType> = {
  syntax: "invalid_syntax",
  policy: "security_violation",
  library: "compilation",
  types: "compilation",
  // Never what keeps a text from running: see `blocksRun`.
  flow: "compilation",
};

/** The error of a text that cannot run: its first finding, at its line. */
export function errorOfDiagnostics(diagnostics: readonly Diagnostic[], policy: EffectivePolicy): ScriptError {
  const first = diagnostics.find((d) => d.severity === "error" && d.source !== "types") ?? diagnostics[0];
  if (first === undefined) throw new Error("a text without findings can run");
  const message = first.remedy === undefined ? first.message : `${first.message} ${first.remedy}`;
  return {
    type: typeOfSource[first.source],
    message: message.slice(0, 1_000),
    stack: [{ file: first.file, line: first.line, column: first.column }],
    ...refusedBy(first, policy),
  };
}

/** What a security level refused, for the record and the security log. */
function refusedBy({ code, message }: Diagnostic, policy: EffectivePolicy): Pick<ScriptError, "policy"> {
  // The first quoted words of both messages are ours: see `refusedFunctions` and `libraryRefusal`.
  const subject = /"([^"]+)"/.exec(message)?.[1];
  const levels = [...policy.levels];
  if (subject !== undefined && code === "scriptyard/capability")
    return { policy: { levels, capability: subject } };
  if (subject !== undefined && code === "scriptyard/library-refused")
    return { policy: { levels, library: subject } };
  return {};
}

/** A finding for a program that linked but did not load, e.g. because its top level throws. */
export function diagnosticOfError(file: string, error: ScriptError): Diagnostic {
  const frame = error.stack.find((f) => f.file === file) ?? error.stack[0];
  const line = frame?.line ?? 1;
  const column = frame?.column ?? 1;
  return {
    file: frame?.file ?? file,
    line,
    column,
    endLine: line,
    endColumn: column + 1,
    code: `scriptyard/load-${error.type.replaceAll("_", "-")}`,
    severity: "error",
    source: error.type === "invalid_syntax" ? "syntax" : "library",
    // The remedy follows: one sentence ends where the next begins.
    message: `The script does not load: ${error.message.replace(/\.$/, "")}`,
    remedy: "Statements outside functions run once when the script is loaded; they must not fail.",
  };
}

/** One line for a message: how many errors, and the first three with their lines. */
export function summarize(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((d) => d.severity === "error");
  const shown = errors.slice(0, 3).map((d) => `${d.file}:${d.line}:${d.column} ${d.message}`);
  const more = errors.length > shown.length ? `; and ${errors.length - shown.length} more` : "";
  return `${errors.length} ${errors.length === 1 ? "error" : "errors"}: ${shown.join("; ")}${more}`;
}

/** In reading order, the same finding once. */
export function tidy(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter((d) => {
      const key = `${d.file}:${d.line}:${d.column}:${d.code}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
