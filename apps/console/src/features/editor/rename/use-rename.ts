import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { faultOf } from "../../../app/fault.ts";
import { monaco } from "../../../monaco/setup.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { planRename } from "./plan.ts";
import { type RenamePlan, renameRequest } from "./rename-store.ts";

/**
 * F2: a name that only this draft sees changes at once, as an edit; one that others see is shown first, with every line
 * that changes.
 */
export function useRename(): void {
  const { readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const { model } = draft;
  useEffect(() => {
    if (readOnlyReason !== null) return;
    const provider = monaco.languages.registerRenameProvider(["typescript", "javascript"], {
      resolveRenameLocation(asked, position) {
        const word = asked === model ? asked.getWordAtPosition(position) : null;
        if (word === null) return nothingHere;
        const { lineNumber: line } = position;
        return { range: new monaco.Range(line, word.startColumn, line, word.endColumn), text: word.word };
      },
      async provideRenameEdits(_asked, { lineNumber: line, column }, newName) {
        try {
          const { asked, plan } = await planRename(draft, { line, column, newName: newName.trim() });
          const [only, ...others] = plan.scripts;
          if (only?.scriptId === draft.scriptId && others.length === 0) return editsOf(model, only);
          renameRequest.set({ shown: { asked, plan } });
        } catch (error) {
          notifications.show({
            color: "red",
            title: "It was not renamed",
            message: faultOf(error).message,
          });
        }
        return { edits: [] };
      },
    });
    return () => provider.dispose();
  }, [draft, model, readOnlyReason]);
}

const nothingHere = {
  range: new monaco.Range(1, 1, 1, 1),
  text: "",
  rejectReason: "There is no name here.",
};

function editsOf(
  model: monaco.editor.ITextModel,
  { lines }: RenamePlan["scripts"][number],
): monaco.languages.WorkspaceEdit {
  return {
    edits: lines.map(({ line, after }) => ({
      resource: model.uri,
      versionId: model.getVersionId(),
      textEdit: { range: new monaco.Range(line, 1, line, model.getLineMaxColumn(line)), text: after },
    })),
  };
}
