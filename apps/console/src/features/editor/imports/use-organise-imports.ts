import { useEffect } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { monaco } from "../../../monaco/setup.ts";
import { useScriptScope } from "../editor-context.ts";
import { organiseImports } from "./organise-imports.ts";

export const organiseAction = "scriptyard.organise-imports";

/** Takes the key of Monaco's own command for it, for which its worker has no answer. One undo brings all back. */
export function useOrganiseImports(): void {
  const { draft, editor } = useScriptScope();
  const { model } = draft;
  useEffect(() => {
    if (!editor) return;
    const action = editor.addAction({
      id: organiseAction,
      label: shortcuts.organiseImports.what,
      keybindings: [monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyO],
      precondition: "!editorReadonly",
      contextMenuGroupId: "1_modification",
      run() {
        const change = organiseImports(model.getValue());
        if (change === null || editor.getModel() !== model) return;
        const { start, end, text } = change;
        const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
        editor.pushUndoStop();
        editor.executeEdits(organiseAction, [{ range, text }]);
        editor.pushUndoStop();
      },
    });
    return () => action.dispose();
  }, [editor, model]);
}
