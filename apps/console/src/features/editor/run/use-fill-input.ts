import { useEffect, useRef } from "react";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { showPanel } from "../layout/panels.ts";
import { useExecution, useInputSchema, useReference, useSample, useSamples } from "../server/queries.ts";
import { useStore } from "../state/store.ts";
import { runOptionsOf } from "./input-store.ts";
import type { Input } from "./use-input.ts";
import type { Run } from "./use-run.ts";

/**
 * Fills the input once: with the recording or sample the address names, else with the first sample.
 * True while that input is still on its way; false too when it cannot come.
 */
export function useFillInput(input: Input, run: Run): boolean {
  const { route } = useEditorScope();
  const { draft, detail } = useScriptScope();
  const { scriptId } = draft;
  const store = runOptionsOf(scriptId);
  const { filled, sampleId, replaying } = useStore(store);
  const samplesQuery = useSamples(scriptId);
  const samples = samplesQuery.data;
  const { execution: executionId, sample: wanted } = route.search;
  const recordingQuery = useExecution(executionId);
  const recording = recordingQuery.data;
  const schema = useInputSchema(route.realm, detail.item.hook);
  const reference = useReference(route.realm);
  const ready = input.parts.length > 0;
  const first =
    wanted !== undefined ? samples?.find((s) => s.id === wanted) : filled ? undefined : samples?.[0];
  const listed = executionId === undefined ? first : undefined;
  // Its arguments are asked for when they are to be filled in, and not again while they are edited.
  const wantedId = listed && !(filled && listed.id === sampleId) ? listed.id : undefined;
  const sampleQuery = useSample(wantedId);
  const sample = wantedId === undefined ? undefined : sampleQuery.data;

  useEffect(() => {
    if (!ready || !sample) return;
    input.fill(sample.args);
    store.set({ sampleId: sample.id });
  }, [ready, sample, input, store]);

  // Back from another script the address names none: a reload would fall back to the first.
  const unnamed = executionId === undefined && wanted === undefined && sampleId !== null;
  const isFirst = sampleId === samples?.[0]?.id;
  useEffect(() => {
    if (unnamed && samples && !isFirst) route.patch({ sample: sampleId });
  }, [unnamed, samples, isFirst, sampleId, route]);

  // The address follows a moment after a replay was stopped; until then it still names the recording.
  const loaded = useRef<string | null>(null);
  useEffect(() => {
    if (executionId === undefined) loaded.current = null;
  }, [executionId]);

  useEffect(() => {
    if (!ready || !recording || recording.scriptId !== scriptId || replaying?.id === recording.id) return;
    if (loaded.current === recording.id) return;
    loaded.current = recording.id;
    input.fill(recording.args);
    const { seed, clockMs } = recording;
    store.set({ sampleId: null, seed, clockMs, replaying: recording, replayOn: "recorded" });
    showPanel("bottom");
    showPanel("rail");
    // A recording is shown as it was at once, and replaced by its replay a moment later.
    run.show(recording);
    void run.replay(recording);
  }, [ready, recording, scriptId, replaying, input, store, run.show, run.replay]);

  if (filled || replaying) return false;
  if (executionId === undefined ? samplesQuery.isPending : recordingQuery.isPending) return true;
  const comes =
    executionId === undefined
      ? listed !== undefined && !sampleQuery.isError
      : recording?.scriptId === scriptId;
  return comes && (ready || schema.isPending || reference.isPending);
}
