import { z } from "zod";

/**
 * One finding about a script's text, in the author's own lines and columns.
 * `line`, `column`, `endLine`, `endColumn` are 1-based; columns count UTF-16 code units as Monaco and TypeScript do.
 * `code` is `ts2304` for the type checker's, `scriptyard/…` for ours.
 */
export const diagnosticSchema = z.object({
  /** Specifier of the script, e.g. `login/risk-check`. */
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  /** Which gate found it; `types` and `flow` (the flow whose node it is) stop only a publish, the others a preview too. */
  source: z.enum(["syntax", "policy", "types", "library", "flow"]),
  message: z.string(),
  /** What to do about it, in a sentence, where we know. */
  remedy: z.string().optional(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** What is wrong, and what to do about it. Messages come without a full stop. */
export function diagnosticText({ message, remedy }: Pick<Diagnostic, "message" | "remedy">): string {
  return remedy === undefined ? message : `${message}. ${remedy}`;
}

/** True when the diagnostics forbid publishing. */
export function blocksPublish(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}

/** True when the script cannot even run: text that does not parse or uses what the sandbox refuses. */
export function blocksRun(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error" && d.source !== "types" && d.source !== "flow");
}
