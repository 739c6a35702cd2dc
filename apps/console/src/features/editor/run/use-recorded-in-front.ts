import { useStore } from "../../../app/store.ts";
import { useDraftText } from "../drafts/use-draft.ts";
import { useScriptScope } from "../editor-context.ts";
import { type Recording, runOptionsOf } from "./input-store.ts";

/** The recording whose text is shown instead of the draft: only while replaying a text that the draft no longer is. */
export function useRecordedInFront(): (Recording & { source: string }) | null {
  const { draft } = useScriptScope();
  const { replaying, replayOn } = useStore(runOptionsOf(draft.scriptId));
  const text = useDraftText(draft);
  const source = replaying?.source ?? null;
  if (!replaying || source === null || replayOn === "draft" || source === text) return null;
  return { ...replaying, source };
}
