import { withoutUndefined } from "@scriptyard/model";
import { cleanup } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import type { EditorSearch } from "../../../app/editor-search.ts";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { aScript } from "../../../testing/given.ts";
import { show } from "../../../testing/show.tsx";
import { type OpenDraft, openDraft } from "../drafts/open-drafts.ts";
import { EditorContext, ScriptContext, type ScriptScope } from "../editor-context.ts";
import type { EditorRoute } from "../search/use-editor-route.ts";
import type { ScriptDetail } from "../server/types.ts";

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
    editor?: ScriptScope["editor"];
  } = {},
): Promise<{ draft: OpenDraft; detail: ScriptDetail; address: () => EditorSearch; opened: string[] }> {
  const { detail = aDetail(), readOnlyReason = null, editor = null } = options;
  const draft = await openDraft("acme", "usr_ada", detail);
  const at = { search: options.search ?? {}, opened: [] as string[] };
  await show(
    <Editor at={at} scope={{ detail, draft, editor, setEditor: () => {} }} readOnlyReason={readOnlyReason}>
      {ui}
    </Editor>,
  );
  return { draft, detail, address: () => at.search, opened: at.opened };
}

/** The editor's two scopes over an address that only this test sees. */
function Editor(props: {
  at: { search: EditorSearch; opened: string[] };
  scope: ScriptScope;
  readOnlyReason: string | null;
  children: ReactNode;
}) {
  const { at, scope, readOnlyReason } = props;
  const { module, name } = scope.detail.item;
  const [search, setSearch] = useState(at.search);
  const route: EditorRoute = {
    realm: "acme",
    module,
    name,
    search,
    patch(change) {
      at.search = withoutUndefined({ ...at.search, ...change });
      setSearch(at.search);
    },
    open: (toModule, toName) => void at.opened.push(`${toModule}/${toName}`),
    home: () => void at.opened.push(""),
  };
  return (
    <EditorContext value={{ route, userId: "usr_ada", readOnlyReason }}>
      <ScriptContext value={scope}>
        {props.children}
        <ConfirmHost />
      </ScriptContext>
    </EditorContext>
  );
}

/** For `afterEach`: nothing typed in one test is found by the next. */
export function closeEditor(): void {
  cleanup();
  // Monaco says there what it does, to readers of every page.
  for (const element of document.querySelectorAll(".monaco-aria-container")) element.remove();
  sessionStorage.clear();
  localStorage.clear();
}
