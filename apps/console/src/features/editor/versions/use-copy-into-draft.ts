import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { replaceText } from "../../../monaco/replace-text.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";

/** Makes a version's text the draft's. An edit like any other: undo brings the old text back, and it saves itself. */
export function useCopyIntoDraft(): (name: string, source: string) => void {
  const { route } = useEditorScope();
  const { draft } = useScriptScope();
  return useCallback(
    (name, source) => {
      const before = draft.model.getValue();
      if (before !== source) draft.kept.setAside(draft.scriptId, before);
      replaceText(draft.model, source.replace(/\r\n?/g, "\n"));
      draft.session.flush();
      route.patch({ version: undefined, line: undefined, compare: undefined });
      notifications.show({ message: `The draft is now the text of ${name}. Undo brings your text back.` });
    },
    [route, draft],
  );
}
