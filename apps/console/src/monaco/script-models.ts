import { scriptUri as scriptAddress } from "@scriptyard/languages/editor";
import type { LanguageId } from "@scriptyard/model";
import { monaco } from "./setup.ts";

/**
 * One text model per script, kept for the life of the page: undo history, cursor and unsaved text survive tabs,
 * dialogs and other pages. Models are found by address, e.g. `file:///realm/acme/login/risk-check.ts`.
 */
export function scriptModel(
  script: { realm: string; specifier: string; language: LanguageId },
  source: string,
): monaco.editor.ITextModel {
  const uri = monaco.Uri.parse(scriptPath(script));
  const kept = owned.get(uri.toString());
  if (kept && !kept.isDisposed()) return kept;
  // "Go to definition" may have made a model of a library's live text before its tab was opened.
  monaco.editor.getModel(uri)?.dispose();
  const model = monaco.editor.createModel(source, script.language, uri);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  owned.set(uri.toString(), model);
  return model;
}

const owned = new Map<string, monaco.editor.ITextModel>();

/** Address as TypeScript's worker sees it. */
export function scriptPath(script: { realm: string; specifier: string; language: LanguageId }): string {
  return scriptAddress(`${script.realm}/${script.specifier}`, script.language);
}

/**
 * "Go to definition" makes a model of a library's text that nobody edits; it would hide newer texts of that library
 * from the type checker.
 */
export function dropStrayModel(path: string): void {
  const model = monaco.editor.getModel(monaco.Uri.parse(path));
  if (model && owned.get(model.uri.toString()) !== model) model.dispose();
}
