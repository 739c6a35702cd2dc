import { act, cleanup } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import type { EditorSearch } from "../../../app/editor-search.ts";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { monaco } from "../../../monaco/setup.ts";
import { aScript } from "../../../testing/given.ts";
import { show } from "../../../testing/show.tsx";
import { closeDraft, type OpenDraft, openDraft, openDrafts } from "../drafts/open-drafts.ts";
import { EditorContext, ScriptContext, type ScriptScope } from "../editor-context.ts";
import { newScriptDialog } from "../new-script/new-script-store.ts";
import { publishSheet } from "../publish/publish-store.ts";
import type { EditorRoute } from "../search/use-editor-route.ts";
import type { ScriptDetail } from "../server/types.ts";
import { openTabs } from "../tabs/open-tabs.ts";

let scripts = 0;

/** A script as the server answers it, with an id of its own: what is open outlives a component on purpose. */
export function aDetail(
  change: { item?: object; draft?: object; live?: object | null; flow?: object } = {},
): ScriptDetail {
  scripts += 1;
  const id = `scr_${scripts}` as const;
  const item = aScript({ id, name: `risk-${scripts}`, ...change.item });
  const source = "return 1";
  return {
    item,
    draft: {
      scriptId: id,
      source,
      revision: 1,
      basedOnVersion: 1,
      updatedAt: 0,
      updatedBy: null,
      ...change.draft,
    },
    draftBy: null,
    live:
      change.live === null
        ? null
        : { id: "ver_1", number: 1, source, language: item.language, ...change.live },
    flow: change.flow ?? null,
    triggers: [],
    missing: [],
  } as unknown as ScriptDetail;
}

/** Shows a part of the editor with a script in front: its draft is open, saved by the wire, and typed in by `draft.model`. */
export async function inEditor(
  ui: ReactNode,
  options: {
    detail?: ScriptDetail;
    search?: EditorSearch;
    readOnlyReason?: string;
    runBlocked?: string;
    editor?: ScriptScope["editor"];
  } = {},
): Promise<{
  draft: OpenDraft;
  detail: ScriptDetail;
  address: () => EditorSearch;
  opened: string[];
  /** The server says another thing of the script than before. */
  hear: (detail: ScriptDetail) => void;
}> {
  const { detail = aDetail(), readOnlyReason = null, runBlocked = null, editor = null } = options;
  const draft = await openDraft("acme", "usr_ada", detail);
  const at: At = { search: options.search ?? {}, opened: [], hear: () => {} };
  await show(
    <Editor at={at} scope={{ detail, draft, editor }} readOnlyReason={readOnlyReason} runBlocked={runBlocked}>
      {ui}
    </Editor>,
  );
  return {
    draft,
    detail,
    address: () => at.search,
    opened: at.opened,
    hear: (next) => act(() => at.hear(next)),
  };
}

type At = { search: EditorSearch; opened: string[]; hear: (detail: ScriptDetail) => void };

/** The editor's two scopes over an address that only this test sees. */
function Editor(props: {
  at: At;
  scope: Omit<ScriptScope, "setEditor">;
  readOnlyReason: string | null;
  runBlocked: string | null;
  children: ReactNode;
}) {
  const { at, scope, readOnlyReason, runBlocked } = props;
  const { module, name } = scope.detail.item;
  const [search, setSearch] = useState(at.search);
  const [detail, setDetail] = useState(scope.detail);
  const [editor, setEditor] = useState(scope.editor);
  at.hear = setDetail;
  const route: EditorRoute = {
    realm: "acme",
    module,
    name,
    search,
    patch(change) {
      const next = Object.entries({ ...at.search, ...change }).filter(([, value]) => value !== undefined);
      at.search = Object.fromEntries(next);
      setSearch(at.search);
    },
    open: (toModule, toName) => void at.opened.push(`${toModule}/${toName}`),
    home: () => void at.opened.push(""),
  };
  return (
    <EditorContext value={{ route, userId: "usr_ada", readOnlyReason, traceBlocked: null, runBlocked }}>
      <ScriptContext value={{ ...scope, detail, editor, setEditor }}>
        {props.children}
        <ConfirmHost />
      </ScriptContext>
    </EditorContext>
  );
}

/** For `afterEach`: nothing that was typed or opened in one test is found by the next. */
export function closeEditor(): void {
  cleanup();
  newScriptDialog.set({ open: false, module: "" });
  publishSheet.set({ scriptId: null, resolves: null });
  // Texts outlive what shows them, for the life of a page: a process that is hundreds of pages would drown in them.
  for (const { scriptId } of openDrafts()) closeDraft(scriptId);
  for (const model of monaco.editor.getModels()) if (!model.isAttachedToEditor()) model.dispose();
  // Monaco says there what it does, to readers of every page.
  for (const element of document.querySelectorAll(".monaco-aria-container")) element.remove();
  sessionStorage.clear();
  localStorage.clear();
  // What is shown opens its tab: not before it is gone.
  openTabs.set(() => ({}));
}
