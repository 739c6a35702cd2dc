import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { faultOf } from "../../../app/fault.ts";
import { trpcClient } from "../../../app/trpc.ts";
import { actOnDraft } from "../drafts/act-on-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";

/** Makes an earlier state's text the draft's, as an edit and a save like any other; answers whether it did. */
export function useRestore(): (revision: number, who: string) => Promise<boolean> {
  const { route } = useEditorScope();
  const { draft } = useScriptScope();
  return useCallback(
    async (revision, who) => {
      try {
        const { source } = await trpcClient.drafts.state.query({ scriptId: draft.scriptId, revision });
        actOnDraft(draft, source, { kind: "restore", revision });
        route.patch({ version: undefined, line: undefined, compare: undefined });
        notifications.show({
          message: `The draft is now ${who === "You" ? "your earlier text" : `the text as ${who} left it`}. Undo brings back what was there.`,
        });
        return true;
      } catch (error) {
        notifications.show({ color: "red", title: "It was not restored", message: faultOf(error).message });
        return false;
      }
    },
    [route, draft],
  );
}
