import { useEffect } from "react";
import { isDirty } from "../drafts/machine.ts";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import { runOptionsOf } from "./input-store.ts";

/**
 * Whoever edits during a replay wants to know about the edited text: the replay goes on with the draft. Another
 * author's save that arrives meanwhile is no edit of this one's, and leaves the recorded text in front.
 */
export function useReplayFollowsEdits(draft: Pick<OpenDraft, "scriptId" | "session">): void {
  const { scriptId, session } = draft;
  useEffect(() => {
    let { text } = session.state();
    return session.subscribe(() => {
      const state = session.state();
      const edited = state.text !== text && isDirty(state);
      text = state.text;
      const store = runOptionsOf(scriptId);
      if (edited && store.get().replaying && store.get().replayOn === "recorded")
        store.set({ replayOn: "draft" });
    });
  }, [scriptId, session]);
}
