import { Panel, Separator } from "react-resizable-panels";
import { usePageTitle } from "../../components/page-header.tsx";
import { useWordWrap } from "../../monaco/word-wrap.ts";
import { BottomPanel } from "./bottom-panel.tsx";
import { CodePane } from "./code/code-pane.tsx";
import { useScriptCommands } from "./commands.ts";
import { useDiagnostics } from "./diagnostics/use-diagnostics.ts";
import { ConflictBanner } from "./drafts/conflict-banner.tsx";
import { ConflictView } from "./drafts/conflict-view.tsx";
import { SaveBanner } from "./drafts/save-banner.tsx";
import { useDeciding } from "./drafts/use-deciding.ts";
import { useDraftState } from "./drafts/use-draft.ts";
import { useEditorScope, useScriptScope } from "./editor-context.ts";
import { EditorHeader } from "./header/editor-header.tsx";
import { MisfitBanner } from "./header/misfit-banner.tsx";
import { ToldBanner } from "./history/told-banner.tsx";
import { DockedPanel } from "./layout/docked-panel.tsx";
import styles from "./layout/layout.module.css";
import { PanelGroup } from "./layout/panel-group.tsx";
import { togglePanel, usePanels } from "./layout/panels.ts";
import { useEditorKeys } from "./layout/use-editor-keys.ts";
import { PublishSheet } from "./publish/publish-sheet.tsx";
import { RenameDialog } from "./rename/rename-dialog.tsx";
import { RetireDialog } from "./retire/retire-dialog.tsx";
import { RecordedView } from "./run/recorded-view.tsx";
import { ReplayBanner } from "./run/replay-banner.tsx";
import { ReplayBar } from "./run/replay-bar.tsx";
import { useFillInput } from "./run/use-fill-input.ts";
import { useInput } from "./run/use-input.ts";
import { useRecordedInFront } from "./run/use-recorded-in-front.ts";
import { useReplayFollowsEdits } from "./run/use-replay-follows-edits.ts";
import { useRun } from "./run/use-run.ts";
import { specifierOf } from "./server/types.ts";
import { TraceView } from "./trace/trace-view.tsx";
import { useTrace } from "./trace/use-trace.ts";
import { CompareView } from "./versions/compare-view.tsx";
import { RollbackDialog } from "./versions/rollback-dialog.tsx";
import { VersionView } from "./versions/version-view.tsx";

/** One script: header, the text in front (draft, version, comparison or what two people changed), and the panel below. */
export function ScriptArea() {
  const { route, readOnlyReason } = useEditorScope();
  const { detail, draft, editor } = useScriptScope();
  const panels = usePanels();
  const { conflict } = useDraftState(draft);
  const { deciding, decide, writeOn } = useDeciding(conflict !== null);
  const input = useInput();
  const run = useRun(draft);
  const filling = useFillInput(input, run);
  const commands = useScriptCommands(input, run, filling);
  const diagnostics = useDiagnostics({ detail, draft });
  const recorded = useRecordedInFront();
  const trace = useTrace();
  useReplayFollowsEdits(draft);
  const { compare, version } = route.search;
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  usePageTitle(specifierOf(detail.item));
  const { toggle: toggleWrap } = useWordWrap();
  useEditorKeys({
    run: commands.run,
    save: commands.save,
    publish: commands.publish,
    toggleTree: () => togglePanel("tree"),
    toggleBottom: () => togglePanel("bottom"),
    toggleRail: () => togglePanel("rail"),
    format: () => void editor?.getAction("editor.action.formatDocument")?.run(),
    wordWrap: toggleWrap,
    nextProblem: () => {
      editor?.focus();
      editor?.trigger("keyboard", "editor.action.marker.next", null);
    },
  });

  return (
    <section className={styles.panel} aria-label={`Script ${specifierOf(detail.item)}`}>
      <h1 className="hidden-text">{specifierOf(detail.item)}</h1>
      <EditorHeader commands={commands} run={run} errors={errors} />
      <SaveBanner draft={draft} />
      {!deciding && <ConflictBanner draft={draft} onDecide={decide} />}
      <ToldBanner scriptId={draft.scriptId} locked={readOnlyReason !== null} />
      <MisfitBanner />
      <ReplayBanner run={run} />
      {!deciding && compare === undefined && version === undefined && <ReplayBar run={run} />}
      <PanelGroup
        id="editor-rows"
        orientation="vertical"
        className={styles.area}
        sizes={{ bottom: "bottomHeight" }}
      >
        <Panel id="code" className={styles.panel} minSize={120}>
          {conflict && deciding ? (
            <ConflictView {...conflict} onWriteOn={writeOn} />
          ) : compare !== undefined ? (
            <CompareView compare={compare} />
          ) : trace?.traced && route.search.panel === "trace" && trace.traced.trace.steps > 0 ? (
            <TraceView open={trace} traced={trace.traced} />
          ) : version !== undefined ? (
            <VersionView key={version} number={version} line={route.search.line} />
          ) : recorded ? (
            <RecordedView recording={recorded} />
          ) : (
            <CodePane />
          )}
        </Panel>
        {panels.bottom && !deciding && (
          <>
            <Separator className={styles.horizontal} aria-label="Resize the panel below" />
            <DockedPanel id="bottom" size="bottomHeight" least={96} most="75%">
              <BottomPanel run={run} diagnostics={diagnostics} commands={commands} trace={trace} />
            </DockedPanel>
          </>
        )}
      </PanelGroup>
      <PublishSheet diagnostics={diagnostics} />
      <RollbackDialog />
      <RetireDialog />
      <RenameDialog />
    </section>
  );
}
