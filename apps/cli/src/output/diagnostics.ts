import type { Diagnostic } from "@scriptyard/model";
import { paint, type Shown, shown } from "./terminal.ts";

/** What is wrong, and what to do about it. Messages come without a full stop. */
export function diagnosticText({ message, remedy }: Diagnostic): string {
  return remedy === undefined ? message : `${message}. ${remedy}`;
}

/** `login/terms.ts:3:7 error ts2304 …`: editors and CI systems make links of it. */
export function diagnosticLine(path: string, diagnostic: Diagnostic): Shown {
  const { line, column, severity, code } = diagnostic;
  const colour = severity === "error" ? "red" : severity === "warning" ? "yellow" : "dim";
  return shown`${path}:${line}:${column} ${paint(colour, severity)} ${paint("dim", code)} ${diagnosticText(diagnostic)}`;
}
