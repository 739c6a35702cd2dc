import { useCallback, useEffect, useMemo, useState } from "react";
import { useEditorScope, useScriptScope } from "./editor-context.ts";
import { showPanel } from "./layout/panels.ts";
import { openPublishSheet } from "./publish/publish-store.ts";
import { runOptionsOf } from "./run/input-store.ts";
import type { Input } from "./run/use-input.ts";
import type { Run } from "./run/use-run.ts";
import { useVersion } from "./server/queries.ts";

export type ScriptCommands = {
  /** Runs what is in the editor with what is in the input; during a replay, what the replay is set to. */
  run: () => void;
  save: () => void;
  publish: () => void;
  /** Why Run is off, or null. */
  runBlocked: string | null;
  publishBlocked: string | null;
};

/** @param waiting an input is still on its way: a run that is asked for starts when it is here */
export function useScriptCommands(input: Input, run: Run, waiting: boolean): ScriptCommands {
  const { route, readOnlyReason, runBlocked: nothingRuns } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const { scriptId, session } = draft;
  const shown = useVersion(scriptId, route.search.version);
  const isLibrary = detail.item.hook === null;
  const runBlocked =
    nothingRuns ??
    (isLibrary
      ? "A library has no hook to run. Run a script that imports it, with “Use library drafts” on."
      : null);

  const runNow = useCallback(() => {
    const { replaying, replayOn } = runOptionsOf(scriptId).get();
    if (replaying && replayOn === "recorded") return void run.replay(replaying);
    const read = input.read();
    // With a version in front, that text runs: what one sees is what one gets.
    if (read.ok) return void run.run(read.args, shown.data?.source);
    showPanel("rail");
    route.patch({ tab: "input" });
    run.fail(read.message);
  }, [route, scriptId, input, run, shown.data]);

  const [asked, setAsked] = useState(false);
  const runWhenReady = useCallback(() => {
    if (isLibrary) return;
    showPanel("bottom");
    if (route.search.panel !== undefined && route.search.panel !== "result") route.patch({ panel: "result" });
    // By its key, where the button's reason is not in sight.
    if (nothingRuns !== null) run.fail(nothingRuns);
    else if (waiting) setAsked(true);
    else runNow();
  }, [isLibrary, nothingRuns, run.fail, route, waiting, runNow]);
  useEffect(() => {
    if (!asked || waiting) return;
    setAsked(false);
    runNow();
  }, [asked, waiting, runNow]);

  const save = useCallback(() => session.flush(), [session]);
  const publish = useCallback(() => {
    if (readOnlyReason !== null) return;
    openPublishSheet(draft);
  }, [draft, readOnlyReason]);

  return useMemo(
    () => ({ run: runWhenReady, save, publish, runBlocked, publishBlocked: readOnlyReason }),
    [runWhenReady, save, publish, runBlocked, readOnlyReason],
  );
}
