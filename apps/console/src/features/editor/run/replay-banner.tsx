import { Button, SegmentedControl } from "@mantine/core";
import { maskText } from "@scriptyard/model";
import { Rewind } from "lucide-react";
import { useStore } from "../../../app/store.ts";
import { CopyId } from "../../../components/copy-id.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { Banner } from "../layout/banner.tsx";
import { type Recording, runOptionsOf } from "./input-store.ts";
import { RecordingMissing } from "./recording-missing.tsx";
import { textName } from "./text-name.ts";
import type { Run } from "./use-run.ts";

/** While a recording is replayed: which one, on which text, whether it came out the same, and the way back. */
export function ReplayBanner({ run }: { run: Run }) {
  const { route, runBlocked } = useEditorScope();
  const { draft } = useScriptScope();
  const store = runOptionsOf(draft.scriptId);
  const { replaying, replayOn } = useStore(store);
  if (!replaying) return <RecordingMissing />;

  const stop = () => {
    store.set({ replaying: null, seed: null, clockMs: null });
    route.patch({ execution: undefined });
  };
  const choose = (on: string) => {
    const next = on === "draft" ? "draft" : "recorded";
    store.set({ replayOn: next });
    if (runBlocked !== null) run.show(replaying);
    else if (next === "recorded") void run.replay(replaying);
    else void run.run(replaying.args);
  };

  return (
    <Banner
      tone="info"
      icon={<Rewind size={15} aria-hidden />}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Text to replay on"
            value={replayOn}
            onChange={choose}
            data={[
              { value: "recorded", label: "As recorded" },
              { value: "draft", label: "Draft" },
            ]}
          />
          <Button size="compact-xs" variant="default" onClick={stop}>
            Stop replaying
          </Button>
        </>
      }
    >
      {runBlocked === null ? "Replaying" : "Shown, not replayed, since nothing runs here:"}{" "}
      <CopyId id={replaying.id} short />{" "}
      {replayOn === "draft" ? (
        <>
          <strong>with your draft</strong>, on the input and clock of{" "}
          <RelativeTime at={replaying.startedAt} />, when {textName(replaying)} ran.{" "}
        </>
      ) : (
        <>
          recorded <RelativeTime at={replaying.startedAt} /> on {textName(replaying)}, with its input, seed
          and clock.{" "}
        </>
      )}
      {replayOn === "draft" &&
        run.state.replay?.sameNumbers === false &&
        "Its random numbers are not the recorded ones: another text draws its own, the same each time. "}
      {masked(replaying) && "Sensitive values were masked before it was stored, so the outcome may differ."}
    </Banner>
  );
}

function masked(execution: Recording): boolean {
  return JSON.stringify(execution.args).includes(JSON.stringify(maskText));
}
