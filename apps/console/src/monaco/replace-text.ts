import { minimalEdit } from "./minimal-edit.ts";
import type { monaco } from "./setup.ts";

/** Replaces the text by the smallest edit, so that cursor, folding and undo stay. */
export function replaceText(model: monaco.editor.ITextModel, text: string): void {
  const edit = minimalEdit(model.getValue(), text);
  if (!edit) return;
  const from = model.getPositionAt(edit.start);
  const to = model.getPositionAt(edit.end);
  const range = {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
  model.pushStackElement();
  model.pushEditOperations([], [{ range, text: edit.text }], () => null);
  model.pushStackElement();
}
