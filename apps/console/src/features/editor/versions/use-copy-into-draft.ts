import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { replaceText } from "../../../monaco/script-models.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";

/** Makes a version's text the draft's. An edit like any other: undo brings the old text back, and it saves itself. */
export function useCopyIntoDraft(): (number: number, source: string) => void {
  const { route } = useEditorScope();
  const { draft } = useScriptScope();
  return useCallback(
    (number, source) => {
      const before = draft.model.getValue();
      if (before !== source) draft.kept.setAside(draft.scriptId, before);
      replaceText(draft.model, source.replace(/\r\n?/g, "\n"));
      draft.session.flush();
      route.patch({ version: undefined, line: undefined, compare: undefined });
      notifications.show({ message: `The draft is now the text of v${number}. Undo brings your text back.` });
    },
    [route, draft],
  );
}
