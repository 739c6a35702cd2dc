import { type Diagnostic, diagnosticText } from "@scriptyard/model";
import { paint, type Shown, shown } from "./terminal.ts";

/** `login/terms.ts:3:7 error ts2304 …`: editors and CI systems make links of it. */
export function diagnosticLine(path: string, diagnostic: Diagnostic): Shown {
  const { line, column, severity, code } = diagnostic;
  const colour = severity === "error" ? "red" : severity === "warning" ? "yellow" : "dim";
  return shown`${path}:${line}:${column} ${paint(colour, severity)} ${paint("dim", code)} ${diagnosticText(diagnostic)}`;
}
