import { plainMessage } from "@scriptyard/languages/editor";
import type { Diagnostic } from "@scriptyard/model";
import { codeOf } from "./keep-markers-plain.ts";
import { monaco } from "./setup.ts";

const owner = "scriptyard";

/** What Monaco's own TypeScript says about one model, in our words. Diff and version models are other addresses. */
export function markersOf(model: monaco.editor.ITextModel, file: string): Diagnostic[] {
  return monaco.editor
    .getModelMarkers({ resource: model.uri })
    .filter((m) => m.owner !== owner && m.severity !== monaco.MarkerSeverity.Hint)
    .map((m) => {
      const code = codeOf(m);
      return {
        file,
        line: m.startLineNumber,
        column: m.startColumn,
        endLine: m.endLineNumber,
        endColumn: m.endColumn,
        code: `ts${code}`,
        severity: severities[m.severity] ?? "info",
        source: /^1\d{3}$/.test(code) ? "syntax" : "types",
        message: plainMessage(code, m.message),
      } satisfies Diagnostic;
    });
}

export function onMarkers(model: monaco.editor.ITextModel, listener: () => void): monaco.IDisposable {
  const uri = model.uri.toString();
  return monaco.editor.onDidChangeMarkers((changed) => {
    if (changed.some((u) => u.toString() === uri)) listener();
  });
}

/** Squiggles for what only the server found. */
export function setServerMarkers(model: monaco.editor.ITextModel, diagnostics: readonly Diagnostic[]): void {
  if (model.isDisposed()) return;
  monaco.editor.setModelMarkers(
    model,
    owner,
    diagnostics.map((d) => ({
      startLineNumber: d.line,
      startColumn: d.column,
      endLineNumber: d.endLine,
      endColumn: d.endColumn,
      message: d.remedy ? `${d.message}\n${d.remedy}` : d.message,
      code: d.code,
      source: "Scriptyard",
      severity: monacoSeverities[d.severity],
    })),
  );
}

const severities: Partial<Record<monaco.MarkerSeverity, Diagnostic["severity"]>> = {
  [monaco.MarkerSeverity.Error]: "error",
  [monaco.MarkerSeverity.Warning]: "warning",
  [monaco.MarkerSeverity.Info]: "info",
};

const monacoSeverities: Record<Diagnostic["severity"], monaco.MarkerSeverity> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
};
