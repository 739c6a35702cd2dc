import type {
  Diagnostic,
  Draft,
  DraftAct,
  DraftConflict,
  DraftState,
  Realm,
  Script,
  SettingsChange,
} from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import type { CreateScriptInput } from "./create.ts";
import type { DraftEditor, DraftStateSummary } from "./draft-history.ts";

/** Scripts while they are written: drafts and what is wrong with them. */
export interface RunnerScripts {
  createScript(input: CreateScriptInput, actor: Actor): Promise<{ script: Script; draft: Draft }>;
  updateSettings(
    scriptId: string,
    change: SettingsChange,
    actor: Actor,
    basedOn?: SettingsChange,
  ): Promise<Script>;
  saveDraft(
    input: { scriptId: string; source: string; baseRevision: number; act?: DraftAct | undefined },
    actor: Actor,
  ): Promise<{ ok: true; draft: Draft; changed: boolean } | { ok: false; conflict: DraftConflict }>;
  /** States the draft was in, newest first, without their texts. */
  draftHistory(
    input: { scriptId: string; before: number | null; limit: number },
    actor: Actor,
  ): Promise<{ items: DraftStateSummary[]; next: number | null }>;
  /** One state with its text. @throws Fault `not_found` */
  draftState(input: { scriptId: string; revision: number }): Promise<DraftState>;
  /** Whose changes are in the draft and in no version yet. */
  draftEditors(scriptId: string, actor: Actor): Promise<DraftEditor[]>;
  /** Syntax, policy, library and type findings of a text (default: the stored draft). */
  check(
    input: { scriptId: string; source?: string; libraryDrafts?: boolean },
    actor: Actor,
  ): Promise<Diagnostic[]>;
  /** How many lines differ, as the console says it: a replaced line counts once. */
  changedLines(realm: Pick<Realm, "id">, before: string, after: string): Promise<number>;
}
