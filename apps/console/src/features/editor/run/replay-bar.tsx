import { Button } from "@mantine/core";
import { CircleCheck, Pencil } from "lucide-react";
import { useStore } from "../../../app/store.ts";
import { useDraftText } from "../drafts/use-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { openPublishSheet } from "../publish/publish-store.ts";
import { useCopyIntoDraft } from "../versions/use-copy-into-draft.ts";
import { BarButton, VersionBar } from "../versions/version-bar.tsx";
import { type Recording, runOptionsOf } from "./input-store.ts";
import { textName } from "./text-name.ts";
import type { Run } from "./use-run.ts";

/**
 * Which text a replay shows and runs. One row for both, so that the code does not move under the caret when the first
 * edit goes from the recorded text to the draft.
 */
export function ReplayBar({ run }: { run: Run }) {
  const { draft } = useScriptScope();
  const { replaying, replayOn } = useStore(runOptionsOf(draft.scriptId));
  if (!replaying) return null;
  return replayOn === "recorded" ? (
    <RecordedBar recording={replaying} />
  ) : (
    <DraftBar recording={replaying} run={run} />
  );
}

function RecordedBar({ recording }: { recording: Recording }) {
  const { readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const text = useDraftText(draft);
  const copy = useCopyIntoDraft();
  const { source } = recording;
  const name = textName(recording);
  const locked = readOnlyReason !== null;
  if (source === null)
    return <VersionBar>The text of {name} is no longer kept: below is the draft.</VersionBar>;
  if (source === text)
    return (
      <VersionBar>
        <strong>{name}</strong> as it ran.{" "}
        {locked
          ? "The draft is the same text."
          : "Your draft is the same text: typing goes on with the draft."}
      </VersionBar>
    );
  return (
    <VersionBar
      actions={
        <>
          <BarButton onClick={() => runOptionsOf(draft.scriptId).set({ replayOn: "draft" })}>
            Back to draft
          </BarButton>
          <BarButton
            disabled={locked}
            title={readOnlyReason ?? undefined}
            onClick={() => copy(name, source, recording.version)}
          >
            Copy into draft
          </BarButton>
        </>
      }
    >
      <strong>{name}</strong> as it ran, read-only. Your draft is another text and is kept.
    </VersionBar>
  );
}

function DraftBar({ recording, run }: { recording: Recording; run: Run }) {
  const { readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const text = useDraftText(draft);
  const { execution, sourceRan, replay } = run.state;
  // Only this text, with the recorded input, tells of this error.
  const ran = execution !== null && replay !== null && sourceRan === text && execution.id !== recording.id;
  if (!ran)
    return (
      <VersionBar icon={Pencil}>
        <strong>Your draft.</strong> Run it to see what it decides with the recorded input.
      </VersionBar>
    );
  if (execution.status !== "ok")
    return (
      <VersionBar icon={Pencil}>
        <strong>Your draft</strong> fails with the recorded input as well.
      </VersionBar>
    );
  const resolves = recording.errorGroupId;
  return (
    <VersionBar
      icon={CircleCheck}
      actions={
        readOnlyReason === null &&
        resolves !== null && (
          <Button size="compact-xs" onClick={() => openPublishSheet(draft, resolves)}>
            Publish… and resolve this error
          </Button>
        )
      }
    >
      <strong>Your draft</strong> runs without an error with the recorded input.
    </VersionBar>
  );
}
