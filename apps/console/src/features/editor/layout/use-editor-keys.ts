import { useStrongKeys } from "../../../app/keys/use-strong-keys.ts";

/** What the editor's keys do; which keys they are is in `app/keys/shortcuts.ts`. */
export type EditorKeys = {
  run: () => void;
  save: () => void;
  publish: () => void;
  toggleTree: () => void;
  toggleBottom: () => void;
  toggleRail: () => void;
  format: () => void;
  wordWrap: () => void;
  nextProblem: () => void;
};

export function useEditorKeys(keys: EditorKeys): void {
  useStrongKeys(keys, (id, event) => {
    // A dialog on top owns the keyboard, except for saving, which must never open the browser's dialog.
    if (id !== "save" && document.querySelector('[aria-modal="true"]')) return true;
    // Monaco has a next-problem view of its own.
    return (
      id === "nextProblem" && event.target instanceof Element && !!event.target.closest(".monaco-editor")
    );
  });
}
