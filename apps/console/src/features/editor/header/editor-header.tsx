import { Button, Tooltip } from "@mantine/core";
import { Play, Square, UploadCloud } from "lucide-react";
import { useEffect, useState } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { useStore } from "../../../app/store.ts";
import { KeyHint } from "../../../components/key-hint.tsx";
import type { ScriptCommands } from "../commands.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { publishStateOf } from "../publish/publish-store.ts";
import { runningWords } from "../run/run-store.ts";
import type { Run } from "../run/use-run.ts";
import { EditorMenu } from "./editor-menu.tsx";
import styles from "./header.module.css";
import { LastChange } from "./last-change.tsx";
import { LibraryUsers } from "./library-users.tsx";
import { LiveSource } from "./live-source.tsx";
import { Nowhere } from "./nowhere.tsx";
import { Presence } from "./presence.tsx";
import { SaveState } from "./save-state.tsx";
import { ScriptStatus } from "./script-status.tsx";

export function EditorHeader({
  commands,
  run,
  errors,
}: {
  commands: ScriptCommands;
  run: Run;
  errors: number;
}) {
  const { route, userId, readOnlyReason } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const publish = useStore(publishStateOf(draft.scriptId)).state;
  return (
    <header className={styles.header}>
      <div className={styles.state}>
        <ScriptStatus
          item={detail.item}
          rolledBack={detail.rolledBack}
          errors={errors}
          publish={publish}
          version={route.search.version}
          readOnlyReason={readOnlyReason}
          changed={<LastChange detail={detail} userId={userId} />}
        />
        <Nowhere detail={detail} />
        {detail.item.hook === null && <LibraryUsers />}
        <LiveSource item={detail.item} />
        {readOnlyReason === null && <SaveState draft={draft} />}
      </div>
      <Presence draft={draft} userId={userId} />
      <div className={styles.actions}>
        <RunButton commands={commands} run={run} />
        <Tooltip label={commands.publishBlocked ?? "Make this draft a new version that runs from then on"}>
          <Button
            variant="default"
            leftSection={<UploadCloud size={14} aria-hidden />}
            onClick={commands.publish}
            {...blocked(commands.publishBlocked)}
          >
            <span className={styles.label}>Publish…</span>
            <span className={styles.hint}>
              <KeyHint of={shortcuts.publish} />
            </span>
          </Button>
        </Tooltip>
        <EditorMenu commands={commands} />
      </div>
    </header>
  );
}

/** Run; turns into Cancel when a run takes longer than a second, so that a quick one does not flicker. */
function RunButton({ commands, run }: { commands: ScriptCommands; run: Run }) {
  const { running } = run.state;
  const [slow, setSlow] = useState(false);
  // Of one run: waiting for its turn does not make it another.
  const underWay = running?.abort;
  useEffect(() => {
    setSlow(false);
    if (!underWay) return;
    const timer = setTimeout(() => setSlow(true), 1_000);
    return () => clearTimeout(timer);
  }, [underWay]);

  if (running && slow)
    return (
      <Button variant="default" leftSection={<Square size={12} aria-hidden />} onClick={run.cancel}>
        Cancel
      </Button>
    );
  return (
    <Tooltip label={commands.runBlocked ?? "Run this text with the input on the right; nothing is applied"}>
      <Button
        leftSection={<Play size={13} aria-hidden />}
        onClick={commands.run}
        {...blocked(commands.runBlocked)}
        aria-busy={running !== null}
      >
        {running ? runningWords(running) : "Run"}
        <span className={styles.hint}>
          <KeyHint of={shortcuts.run} />
        </span>
      </Button>
    </Tooltip>
  );
}

/** Looks and reads as disabled but can be focused, so that the tooltip with the reason is reached. */
function blocked(reason: string | null) {
  return reason === null ? {} : { "data-disabled": true, "aria-disabled": true };
}
