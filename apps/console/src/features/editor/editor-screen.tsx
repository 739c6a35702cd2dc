import { useEffect, useMemo, useState } from "react";
import { useMe, useWhyNothingRuns } from "../../app/me.ts";
import type { monaco } from "../../monaco/setup.ts";
import { useDraft } from "./drafts/use-draft.ts";
import { EditorContext, type EditorScope, ScriptContext, type ScriptScope } from "./editor-context.ts";
import { useTold } from "./history/use-told.ts";
import { Columns } from "./layout/columns.tsx";
import { CodeSkeleton } from "./layout/editor-skeleton.tsx";
import { NothingOpen } from "./layout/nothing-open.tsx";
import { hideFloating } from "./layout/panels.ts";
import { ScriptMissing } from "./layout/script-missing.tsx";
import { NewScriptDialog } from "./new-script/new-script-dialog.tsx";
import { Rail } from "./rail.tsx";
import { ScriptArea } from "./script-area.tsx";
import { useEditorRoute } from "./search/use-editor-route.ts";
import { useScript } from "./server/queries.ts";
import { useLiveUpdates } from "./server/use-live-updates.ts";
import { useRealmTypes } from "./server/use-realm-types.ts";
import { TabBar } from "./tabs/tab-bar.tsx";
import { ScriptTree } from "./tree/script-tree.tsx";

const operatorsTraceNothing =
  "Your role is operator: a trace shows every value that the script had, which is for those who may edit scripts.";

/** Tree left, the script in the middle, its rail right. */
export function EditorScreen() {
  const route = useEditorRoute();
  const me = useMe();
  const userId = me?.id ?? "nobody";
  const runBlocked = useWhyNothingRuns();
  const isOperator = me?.role === "operator";
  const readOnlyReason =
    runBlocked ??
    (isOperator ? "Your role is operator: you can run and replay, but not change scripts." : null);
  const traceBlocked = isOperator ? operatorsTraceNothing : null;
  const scope = useMemo<EditorScope>(
    () => ({ route, userId, readOnlyReason, traceBlocked, runBlocked }),
    [route, userId, readOnlyReason, traceBlocked, runBlocked],
  );

  useLiveUpdates(route.realm);
  useTold(userId);
  // What floated over the script before is in the way of this one.
  const { module, name } = route;
  useEffect(() => {
    if (module !== null && name !== null) hideFloating();
  }, [module, name]);

  const script = useScript(route.realm, module, name);
  const detail = name !== null ? script.data : undefined;
  useRealmTypes(route, name === null || script.error !== null ? null : detail?.item.hook);
  const draft = useDraft(route.realm, userId, detail);
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null);
  const scriptScope = useMemo<ScriptScope | null>(
    () =>
      detail && draft && draft.scriptId === detail.item.id ? { detail, draft, editor, setEditor } : null,
    [detail, draft, editor],
  );
  const nothingOpen = name === null || (scriptScope === null && script.error !== null);

  return (
    <EditorContext value={scope}>
      <ScriptContext value={scriptScope}>
        <Columns
          tree={<ScriptTree />}
          rail={scriptScope && <Rail key={scriptScope.detail.item.id} />}
          nothingOpen={nothingOpen}
        >
          <TabBar nothingOpen={nothingOpen} />
          {scriptScope ? (
            <ScriptArea key={scriptScope.detail.item.id} />
          ) : name === null ? (
            <NothingOpen />
          ) : script.error ? (
            <ScriptMissing error={script.error} retry={() => void script.refetch()} />
          ) : (
            <CodeSkeleton />
          )}
        </Columns>
        {readOnlyReason === null && <NewScriptDialog />}
      </ScriptContext>
    </EditorContext>
  );
}
