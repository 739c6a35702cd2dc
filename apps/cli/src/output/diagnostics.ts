import type { Diagnostic } from "@scriptyard/model";
import { paint } from "./terminal.ts";

/** `login/terms.ts:3:7 error ts2304 …`: editors and CI systems make links of it. */
export function diagnosticLine(path: string, diagnostic: Diagnostic): string {
  const { line, column, severity, code, message, remedy } = diagnostic;
  const colour = severity === "error" ? "red" : severity === "warning" ? "yellow" : "dim";
  const advice = remedy === undefined ? "" : ` ${remedy}`;
  return `${path}:${line}:${column} ${paint(colour, severity)} ${paint("dim", code)} ${message}${advice}`;
}
