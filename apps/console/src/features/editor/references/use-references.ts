import { useEffect } from "react";
import { faultOf } from "../../../app/fault.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { trpcClient } from "../../../app/trpc.ts";
import { monaco } from "../../../monaco/setup.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { showPanel } from "../layout/panels.ts";
import { referencesOf } from "./references-store.ts";

/** Shift+F12 looks for a name in every script of the realm that can see it, and shows them below. */
export function useReferences(): void {
  const { route } = useEditorScope();
  const { draft, editor } = useScriptScope();
  const { patch } = route;
  useEffect(() => {
    if (!editor) return;
    const action = editor.addAction({
      id: "scriptyard.references",
      label: shortcuts.references.what,
      keybindings: [monaco.KeyMod.Shift | monaco.KeyCode.F12],
      contextMenuGroupId: "navigation",
      contextMenuOrder: 1.4,
      run() {
        const position = editor.getPosition();
        const word = position && draft.model.getWordAtPosition(position);
        if (!position || !word) return;
        showPanel("bottom");
        patch({ panel: "references" });
        void look(draft.scriptId, draft.model.getValue(), position, word.word);
      },
    });
    return () => action.dispose();
  }, [editor, draft, patch]);
}

async function look(
  scriptId: string,
  source: string,
  { lineNumber: line, column }: monaco.Position,
  name: string,
): Promise<void> {
  const store = referencesOf(scriptId);
  const asking = { status: "asking", name } as const;
  store.set({ state: asking });
  const found = await trpcClient.references.find
    .mutate({ scriptId: scriptId as never, source, line, column })
    .then(
      (answer) => ({ status: "answered", name, answer }) as const,
      (error: unknown) => ({ status: "failed", name, message: faultOf(error).message }) as const,
    );
  // Another name was looked for meanwhile.
  if (store.get().state === asking) store.set({ state: found });
}
