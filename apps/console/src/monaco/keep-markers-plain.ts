import { plainMessage } from "@scriptyard/languages/editor";
import type * as Monaco from "monaco-editor/editor.js";

/**
 * Hovers over Monaco's own squiggles say what the list of problems says.
 * Setting markers is told to listeners like any change; the second time there is nothing to put right.
 */
export function keepMarkersPlain(editor: typeof Monaco.editor): Monaco.IDisposable {
  return editor.onDidChangeMarkers((changed) => {
    for (const resource of changed) {
      const model = editor.getModel(resource);
      if (model === null) continue;
      for (const owner of owners) {
        const theirs = editor.getModelMarkers({ resource, owner });
        const plain = theirs.map((m) => ({ ...m, message: plainMessage(codeOf(m), m.message) }));
        if (plain.some((m, index) => m.message !== theirs[index]!.message))
          editor.setModelMarkers(model, owner, plain);
      }
    }
  });
}

/** Who marks what TypeScript found. */
const owners = ["typescript", "javascript"];

export function codeOf({ code }: Monaco.editor.IMarker): string {
  return (typeof code === "object" ? code.value : code) ?? "";
}
