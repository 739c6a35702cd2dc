import type { Diagnostic } from "@scriptyard/model";
import { LineIndex } from "./text.ts";

/** More findings than this help nobody, and hostile text can produce a hundred thousand. */
const maxDiagnostics = 100;

export type Finding = {
  code: string;
  source: Diagnostic["source"];
  severity?: Diagnostic["severity"];
  message: string;
  remedy?: string;
  /** UTF-16 offsets into the normalised text. */
  start: number;
  end: number;
};

/** Collects the findings of one file and turns offsets into the author's lines and columns. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  readonly lines: LineIndex;
  /** An error of source `syntax` was found, listed or beyond the cap. */
  syntaxFailed = false;
  readonly #file: string;

  constructor(text: string, file: string) {
    this.lines = new LineIndex(text);
    this.#file = file;
  }

  add(finding: Finding): void {
    if (finding.source === "syntax" && finding.severity !== "warning") this.syntaxFailed = true;
    if (this.diagnostics.length >= maxDiagnostics) return;
    const start = this.lines.at(finding.start);
    const end = this.lines.at(Math.max(finding.end, finding.start));
    const diagnostic: Diagnostic = {
      file: this.#file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      code: finding.code,
      severity: finding.severity ?? "error",
      source: finding.source,
      message: finding.message,
    };
    if (finding.remedy !== undefined) diagnostic.remedy = finding.remedy;
    this.diagnostics.push(diagnostic);
  }

  /** True when one of the findings so far means the text cannot run. */
  get failed(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }

  sorted(): Diagnostic[] {
    return this.diagnostics.sort((a, b) => a.line - b.line || a.column - b.column);
  }
}
