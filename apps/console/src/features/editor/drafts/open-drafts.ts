import type { LanguageId } from "@scriptyard/model";
import { faultOf } from "../../../app/fault.ts";
import { rememberScript } from "../../../app/scripts/script-news.ts";
import { reportSessionEnded } from "../../../app/session.ts";
import { queryClient, trpcClient, useTRPC as trpcOptions } from "../../../app/trpc.ts";
import { replaceText } from "../../../monaco/replace-text.ts";
import { scriptModel } from "../../../monaco/script-models.ts";
import type { monaco } from "../../../monaco/setup.ts";
import type { ScriptDetail } from "../server/types.ts";
import { specifierOf } from "../server/types.ts";
import { createBrowserTab } from "./browser-tab.ts";
import { createDraftSession, type DraftSession } from "./draft-session.ts";
import { createKeptTexts, type KeptTexts } from "./kept-texts.ts";
import { type DraftBase, isDirty, type SaveProblem } from "./machine.ts";
import { tellMerged } from "./tell-merged.ts";

/** A script's text in the editor and what happens to it. Lives until the page goes or the user changes. */
export type OpenDraft = {
  readonly scriptId: string;
  readonly language: LanguageId;
  readonly model: monaco.editor.ITextModel;
  readonly session: DraftSession;
  readonly kept: KeptTexts;
  /** When the text was restored from this browser: when it was typed, epoch ms. */
  readonly restoredFrom: number | null;
};

/**
 * Opens a draft, or answers the one that is open already. A text that an earlier visit could not save is restored
 * from the browser's storage, and saved or put up for decision.
 */
export function openDraft(realm: string, userId: string, detail: ScriptDetail): Promise<OpenDraft> {
  const { item } = detail;
  const key = `${userId}/${item.id}`;
  let opening = drafts.get(key);
  if (!opening) {
    opening = create(realm, userId, detail);
    drafts.set(key, opening);
    opening.then(
      (draft) => opened.set(key, draft),
      () => drafts.delete(key),
    );
  }
  return opening;
}

/** A draft that is open already, at once; null = it is not, or not yet. */
export function draftOpenNow(userId: string, scriptId: string): OpenDraft | null {
  return opened.get(`${userId}/${scriptId}`) ?? null;
}

/** Every draft opened so far; used by the events of the whole page. */
export function openDrafts(): OpenDraft[] {
  return [...opened.values()];
}

/** Forgets a removed script. */
export function closeDraft(scriptId: string): void {
  for (const [key, draft] of opened)
    if (draft.scriptId === scriptId) {
      draft.session.dispose();
      draft.kept.forget(scriptId);
      draft.model.dispose();
      opened.delete(key);
      drafts.delete(key);
    }
}

/** By user and script: every one that was asked for, and those that are there by now. */
const drafts = new Map<string, Promise<OpenDraft>>();
const opened = new Map<string, OpenDraft>();
const tab = createBrowserTab();

async function create(realm: string, userId: string, detail: ScriptDetail): Promise<OpenDraft> {
  const { item } = detail;
  const scriptId = item.id;
  const me = await tab.ready;
  const kept = createKeptTexts({ storage: localStorage, userId, tab: me.id });
  const found = kept.take(scriptId, me.alive);
  const baseOf = (draft: ScriptDetail["draft"], by: string | null): DraftBase => ({
    revision: draft.revision,
    source: normalise(draft.source),
    by,
    own: draft.updatedBy === userId,
    at: draft.updatedAt,
  });
  const base = baseOf(detail.draft, detail.draftBy);
  const model = scriptModel({ realm, specifier: specifierOf(item), language: item.language }, base.source);
  let replacing = false;

  const replace = (source: string, merged?: DraftBase) => {
    if (merged) tellMerged(scriptId, specifierOf(item), merged);
    replacing = true;
    replaceText(model, source);
    replacing = false;
  };

  const session = createDraftSession({
    scriptId,
    draft: base,
    kept: found,
    keptBase: found ? await textOf(scriptId, found.baseRevision, base) : null,
    ports: {
      async save(source, baseRevision, act) {
        const answer = await trpcClient.drafts.save.mutate({ scriptId, source, baseRevision, act });
        if (answer.ok) {
          rememberItem(realm, answer.item, answer.draft);
          return { ok: true, revision: answer.draft.revision };
        }
        return { ok: false, theirs: baseOf(answer.conflict.current, answer.savedBy) };
      },
      async load() {
        const { module, name } = item;
        const detail = await trpcClient.scripts.get.query({ realm, module, name });
        queryClient.setQueryData(trpcOptions().scripts.get.queryKey({ realm, module, name }), detail);
        return baseOf(detail.draft, detail.draftBy);
      },
      problemOf,
      keep: (text) => kept.keep(scriptId, text),
      forget: () => kept.forget(scriptId),
      replace,
    },
  });

  replace(session.state().text);
  model.onDidChangeContent(() => {
    if (!replacing) session.edit(model.getValue());
  });
  return { scriptId, language: item.language, model, session, kept, restoredFrom: found ? found.at : null };
}

/** What the draft was at a revision; null when the history does not have it, or cannot be asked. */
async function textOf(
  scriptId: ScriptDetail["item"]["id"],
  revision: number,
  now: DraftBase,
): Promise<string | null> {
  if (revision === now.revision) return now.source;
  return trpcClient.drafts.state.query({ scriptId, revision }).then(
    ({ source }) => normalise(source),
    () => null,
  );
}

/** Monaco holds line feeds only; a text with others would look changed before anybody typed. */
export function normalise(source: string): string {
  return source.replace(/\r\n?/g, "\n");
}

function problemOf(error: unknown): SaveProblem {
  const fault = faultOf(error);
  // Outside the query cache, so nobody else sees that the session is over; the frame then asks for the password.
  if (fault.code === "unauthenticated") reportSessionEnded();
  if (fault.code === "network") return { kind: "offline", message: fault.message, retry: true };
  return { kind: "server", message: fault.message, retry: fault.retry || fault.code === "unauthenticated" };
}

/** The save's answer carries the script's new state: the tree and header change without asking again. */
function rememberItem(realm: string, item: ScriptDetail["item"], draft: ScriptDetail["draft"]): void {
  const trpc = trpcOptions();
  rememberScript(realm, item);
  const { module, name } = item;
  queryClient.setQueryData(trpc.scripts.get.queryKey({ realm, module, name }), (detail) =>
    detail && detail.draft.revision <= draft.revision ? { ...detail, item, draft } : detail,
  );
}

if (typeof window !== "undefined") {
  const flushAll = () => {
    for (const { session } of opened.values()) session.flush();
  };
  window.addEventListener("online", () => {
    for (const { session } of opened.values()) session.online();
  });
  window.addEventListener("pagehide", flushAll);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flushAll();
  });
  window.addEventListener("beforeunload", (event) => {
    // Kept texts come back after a reload; only a text that is nowhere else is worth stopping for.
    if (openDrafts().some(({ session }) => isDirty(session.state()) && !session.state().kept))
      event.preventDefault();
  });
}
