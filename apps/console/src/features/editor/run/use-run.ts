import type { Json } from "@scriptyard/model";
import { useCallback, useMemo } from "react";
import { faultOf } from "../../../app/fault.ts";
import { inTurn } from "../../../app/in-turn.ts";
import { type Store, useStore } from "../../../app/store.ts";
import { trpcClient } from "../../../app/trpc.ts";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import { readCalls } from "./calls.ts";
import { type Recording, runOptionsOf } from "./input-store.ts";
import { type RunState, runStateOf } from "./run-store.ts";
import { sameOutcome } from "./same-outcome.ts";

export type Run = {
  state: RunState;
  /** Runs the text in the editor, or `source`, with these arguments; a run under way is cancelled first. */
  run: (args: Json[], source?: string) => Promise<void>;
  /** Runs a recording again on the text, input, seed and clock it was made with. */
  replay: (recording: Recording) => Promise<void>;
  cancel: () => void;
  /** Shows a recorded execution without running it. */
  show: (recording: Recording) => void;
  fail: (message: string) => void;
};

export function useRun(draft: OpenDraft): Run {
  const { scriptId, model } = draft;
  const store = runStateOf(scriptId);
  const state = useStore(store);

  const run = useCallback(
    async (args: Json[], given?: string) => {
      const answers = readCalls(runOptionsOf(scriptId).get().calls);
      if (!answers.ok) return store.set({ failure: answers.message });
      return attempt(store, async (signal) => {
        const { seed, clockMs, libraryDrafts, replaying } = runOptionsOf(scriptId).get();
        const source = given ?? model.getValue();
        const original = replaying && sameJson(args, replaying.args) ? replaying : null;
        const execution = await trpcClient.scripts.preview.mutate(
          {
            scriptId,
            source,
            args,
            libraryDrafts,
            ...(seed !== null && { seed }),
            ...(clockMs !== null && { clockMs }),
            ...(answers.calls.length > 0 && { calls: answers.calls }),
            ...(original && { replayOf: original.id }),
          },
          { signal },
        );
        const replay = original && {
          original,
          same: sameOutcome(execution, original),
          sameNumbers: execution.sameNumbers ?? true,
        };
        return { execution, sourceRan: source, replay };
      });
    },
    [store, scriptId, model],
  );

  const replay = useCallback(
    (recording: Recording) =>
      attempt(store, async (signal) => {
        const { execution, original, same, sameNumbers } = await trpcClient.executions.replay.mutate(
          { executionId: recording.id, on: "recorded" },
          { signal },
        );
        return { execution, sourceRan: recording.source, replay: { original, same, sameNumbers } };
      }),
    [store],
  );

  const cancel = useCallback(() => store.get().running?.abort.abort(), [store]);
  const show = useCallback(
    (recording: Recording) =>
      store.set({ execution: recording, sourceRan: recording.source, failure: null, replay: null }),
    [store],
  );
  const fail = useCallback((failure: string) => store.set({ failure }), [store]);

  return useMemo(
    () => ({ state, run, replay, cancel, show, fail }),
    [state, run, replay, cancel, show, fail],
  );
}

/** One run at a time: the newest wins, and an answer that comes late is dropped. */
async function attempt(
  store: Store<RunState>,
  work: (signal: AbortSignal) => Promise<Pick<RunState, "execution" | "sourceRan" | "replay">>,
): Promise<void> {
  store.get().running?.abort.abort();
  const abort = new AbortController();
  const running = { startedAt: Date.now(), abort };
  store.set({ running: { ...running, turn: null }, failure: null });
  const mine = () => store.get().running?.abort === abort;
  try {
    // A run applies nothing, so it may be asked for again while the server is full.
    const result = await inTurn(() => work(abort.signal), {
      signal: abort.signal,
      onWait: (turn) => mine() && store.set({ running: { ...running, turn } }),
    });
    if (mine()) store.set({ ...result, running: null });
  } catch (error) {
    if (!mine()) return;
    const failure = abort.signal.aborted
      ? "You cancelled the run. Nothing was applied."
      : faultOf(error).message;
    store.set({ running: null, failure });
  }
}

function sameJson(a: Json[], b: Json[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
