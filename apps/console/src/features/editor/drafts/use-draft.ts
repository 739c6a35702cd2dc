import { useEffect, useState, useSyncExternalStore } from "react";
import type { ScriptDetail } from "../server/types.ts";
import type { DraftState } from "./machine.ts";
import { draftOpenNow, type OpenDraft, openDraft } from "./open-drafts.ts";

/** The open draft of a script, null while it opens. A newer revision in `detail` is taken up. */
export function useDraft(realm: string, userId: string, detail: ScriptDetail | undefined): OpenDraft | null {
  const [opened, setDraft] = useState<OpenDraft | null>(null);
  const scriptId = detail?.item.id;
  // Who comes back to a script sees its text with the click: its draft is open.
  const draft = (scriptId && draftOpenNow(userId, scriptId)) || opened;
  const revision = detail?.draft.revision;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft opens once per script; later answers only carry a revision
  useEffect(() => {
    if (!detail) return;
    let current = true;
    void openDraft(realm, userId, detail).then((opened) => {
      if (current) setDraft(opened);
    });
    return () => {
      current = false;
    };
  }, [realm, userId, scriptId]);

  useEffect(() => {
    if (draft && revision !== undefined && draft.scriptId === scriptId) draft.session.hear(revision);
  }, [draft, scriptId, revision]);

  return draft && draft.scriptId === scriptId ? draft : null;
}

/**
 * The draft's text. It lives in its Monaco model; its session is told of each change before anybody else hears of it, and
 * what is shown beside the editor follows the session.
 */
export function useDraftText(draft: OpenDraft): string {
  return useSyncExternalStore(draft.session.subscribe, () => draft.session.state().text);
}

export function useDraftState(draft: OpenDraft): DraftState {
  return useSyncExternalStore(draft.session.subscribe, draft.session.state);
}
