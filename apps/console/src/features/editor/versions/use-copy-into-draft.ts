import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { actOnDraft } from "../drafts/act-on-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";

/** Makes another text the draft's, of a version or of a recorded run. An edit like any other: undo brings the old text back, and it saves itself. */
export function useCopyIntoDraft(): (name: string, source: string, version?: number | null) => void {
  const { route } = useEditorScope();
  const { draft } = useScriptScope();
  return useCallback(
    (name, source, version = null) => {
      actOnDraft(draft, source, version === null ? null : { kind: "copy", version });
      route.patch({ version: undefined, line: undefined, compare: undefined });
      notifications.show({ message: `The draft is now the text of ${name}. Undo brings your text back.` });
    },
    [route, draft],
  );
}
