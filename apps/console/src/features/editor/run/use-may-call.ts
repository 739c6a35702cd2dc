import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import { useEditorScope } from "../editor-context.ts";
import { useReference } from "../server/queries.ts";
import { mayCall } from "./calls.ts";

/** Whether the text that is being written calls other services, from the keystroke on that says so. */
export function useMayCall(model: OpenDraft["model"]): boolean {
  const { data: reference } = useReference(useEditorScope().route.realm);
  const functions = useMemo(
    () => (reference?.functions ?? []).filter(({ kind }) => kind === "async").map(({ name }) => name),
    [reference],
  );
  const subscribe = useCallback(
    (listener: () => void) => {
      const heard = model.onDidChangeContent(listener);
      return () => heard.dispose();
    },
    [model],
  );
  return useSyncExternalStore(subscribe, () => mayCall(model.getValue(), functions));
}
