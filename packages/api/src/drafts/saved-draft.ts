import type { Draft, DraftConflict } from "@scriptyard/model";
import { nameOf } from "@scriptyard/runner";
import type { ApiContext } from "../context.ts";
import { scriptOf } from "../scope/scope.ts";
import { type ScriptItem, scriptItem } from "../scripts/script-item.ts";

export type DraftSaved =
  | { ok: true; draft: Draft; item: ScriptItem }
  | {
      ok: false;
      conflict: DraftConflict;
      /** Name of who saved the newer text; null: a token, or the product. */
      savedBy: string | null;
    };

/** What a save and a restore answer: the draft with the script's new state, so that the header need not ask. */
export async function savedDraft(
  ctx: ApiContext,
  saved: { ok: true; draft: Draft } | { ok: false; conflict: DraftConflict },
): Promise<DraftSaved> {
  if (!saved.ok) {
    const { conflict } = saved;
    return { ok: false, conflict, savedBy: await nameOf(ctx, conflict.current.updatedBy) };
  }
  const script = await scriptOf(ctx, saved.draft.scriptId);
  return { ok: true, draft: saved.draft, item: await scriptItem(ctx, script, saved.draft) };
}
