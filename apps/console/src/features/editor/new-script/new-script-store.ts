import { createStore } from "../../../app/store.ts";

/** The dialog can be opened from the tree, the start page and the menu. */
export const newScriptDialog = createStore<{ open: boolean; module: string }>({ open: false, module: "" });

export function openNewScript(module = ""): void {
  newScriptDialog.set({ open: true, module });
}
