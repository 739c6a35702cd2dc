import type { DraftAct } from "@scriptyard/model";
import { replaceText } from "../../../monaco/replace-text.ts";
import { normalise, type OpenDraft } from "./open-drafts.ts";

/**
 * Makes another text the draft's. An edit like any other: undo brings the text back, and it saves itself, over the
 * revision that is in front. What was typed just now is saved first, so that the history has it.
 */
export function actOnDraft(draft: OpenDraft, source: string, act: DraftAct | null): void {
  const before = draft.model.getValue();
  const text = normalise(source);
  if (before === text) return;
  draft.kept.setAside(draft.scriptId, before);
  draft.session.flush();
  if (act !== null) draft.session.acting(act);
  replaceText(draft.model, text);
  draft.session.flush();
}
