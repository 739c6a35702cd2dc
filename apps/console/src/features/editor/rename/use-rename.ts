import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { faultOf } from "../../../app/fault.ts";
import { codeLanguages } from "../../../monaco/code-languages.ts";
import { monaco } from "../../../monaco/setup.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { planRename } from "./plan.ts";
import { showReady } from "./ready-toast.tsx";
import { whyNotHere } from "./rename-place.ts";
import { type RenamePlan, renameRequest } from "./rename-store.ts";

/**
 * F2: where nothing can be renamed it says so at the cursor and asks for no name. A name that only this draft sees changes at
 * once, as an edit; one that others see is shown first, with every line that changes.
 */
export function useRename(): void {
  const { readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const { model } = draft;
  useEffect(() => {
    if (readOnlyReason !== null) return;
    const provider = monaco.languages.registerRenameProvider(codeLanguages, {
      async resolveRenameLocation(asked, position) {
        const { lineNumber: line, column } = position;
        const word = asked.getWordAtPosition(position) ?? {
          word: "",
          startColumn: column,
          endColumn: column,
        };
        const range = new monaco.Range(line, word.startColumn, line, word.endColumn);
        const refusal = asked === model ? await whyNotHere(model, position) : "This text is read-only.";
        return { range, text: word.word, ...(refusal !== null && { rejectReason: refusal }) };
      },
      async provideRenameEdits(_asked, { lineNumber: line, column }, newName) {
        const before = model.getVersionId();
        try {
          const { asked, plan } = await planRename(draft, { line, column, newName: newName.trim() });
          const [only, ...others] = plan.scripts;
          if (only?.scriptId === draft.scriptId && others.length === 0) return editsOf(model, only);
          if (model.getVersionId() === before) renameRequest.set({ shown: { asked, plan } });
          else showReady({ asked, plan });
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

/** @throws Error where the text is another one by now: a colleague's lines may have come in */
function editsOf(
  model: monaco.editor.ITextModel,
  { lines }: RenamePlan["scripts"][number],
): monaco.languages.WorkspaceEdit {
  const stands = ({ line, before }: (typeof lines)[number]) =>
    line <= model.getLineCount() && model.getLineContent(line) === before;
  if (!lines.every(stands)) throw new Error("The text changed meanwhile. Look at it, and press F2 again.");
  return {
    edits: lines.map(({ line, after }) => ({
      resource: model.uri,
      versionId: model.getVersionId(),
      textEdit: { range: new monaco.Range(line, 1, line, model.getLineMaxColumn(line)), text: after },
    })),
  };
}
