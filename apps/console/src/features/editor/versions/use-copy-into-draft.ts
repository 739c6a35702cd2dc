import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { actOnDraft } from "../drafts/act-on-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";

/** Makes a version's text the draft's. An edit like any other: undo brings the old text back, and it saves itself. */
export function useCopyIntoDraft(): (number: number, source: string) => void {
  const { route } = useEditorScope();
  const { draft } = useScriptScope();
  return useCallback(
    (number, source) => {
      actOnDraft(draft, source, { kind: "copy", version: number });
      route.patch({ version: undefined, line: undefined, compare: undefined });
      notifications.show({ message: `The draft is now the text of v${number}. Undo brings your text back.` });
    },
    [route, draft],
  );
}
