import { notifications } from "@mantine/notifications";
import { mocksOfAnswers } from "@scriptyard/model";
import { useEffect, useRef } from "react";
import { faultOf } from "../../../app/fault.ts";
import { isTight } from "../../../app/room.ts";
import { useStore } from "../../../app/store.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { showPanel } from "../layout/panels.ts";
import { useExecution, useInputSchema, useReference, useSample, useSamples } from "../server/queries.ts";
import { callsText } from "./calls.ts";
import { runOptionsOf } from "./input-store.ts";
import type { Input } from "./use-input.ts";
import type { Run } from "./use-run.ts";

/**
 * Fills the input with the recording or sample the address names, else once with the first sample.
 * True while an input is still on its way, the first one or one that was chosen since; false too when it cannot come.
 */
export function useFillInput(input: Input, run: Run): boolean {
  const { route, runBlocked } = useEditorScope();
  const { draft, detail } = useScriptScope();
  const { scriptId } = draft;
  const store = runOptionsOf(scriptId);
  const { filled, sampleId, choosing, replaying } = useStore(store);
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
    store.set({ sampleId: sample.id, calls: callsText(sample.calls) });
  }, [ready, sample, input, store]);

  const { error } = sampleQuery;
  useEffect(() => {
    if (error)
      notifications.show({
        color: "red",
        title: "The sample could not be loaded",
        message: faultOf(error).message,
      });
  }, [error]);

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
    store.set({
      sampleId: null,
      choosing: null,
      seed,
      clockMs,
      // For previews of a changed input: what was asked then is answered as it was.
      calls: callsText(mocksOfAnswers(recording.hostAnswers ?? [])),
      replaying: recording,
      replayOn: "recorded",
    });
    showPanel("bottom");
    // Beside the text, never over it.
    if (!isTight("rail")) showPanel("rail");
    // A recording is shown as it was at once, and replaced by its replay a moment later.
    run.show(recording);
    if (runBlocked === null) void run.replay(recording);
  }, [ready, recording, scriptId, replaying, input, store, runBlocked, run.show, run.replay]);

  if (choosing !== null) return true;
  if (filled || replaying) {
    // The address went on to another one, by a link for instance: what is in the editors is still the input before.
    if (executionId !== undefined) return executionId !== replaying?.id && recordingQuery.isPending;
    return wantedId !== undefined && !sampleQuery.isError;
  }
  if (executionId === undefined ? samplesQuery.isPending : recordingQuery.isPending) return true;
  const comes =
    executionId === undefined
      ? listed !== undefined && !sampleQuery.isError
      : recording?.scriptId === scriptId;
  const unread = detail.item.hook !== null && (schema.isPending || reference.isPending);
  return unread || (comes && ready);
}
