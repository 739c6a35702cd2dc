import { useRef } from "react";
import { useRunnerEvents } from "../../../app/events/index.ts";
import { useGathered } from "../../../app/frame/use-gathered.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { openDrafts } from "../drafts/open-drafts.ts";
import { hearOfLibraries } from "./libraries.ts";
import { draftHistoryKey, liveVersionKeys } from "./queries.ts";

const runsDelayMs = 500;

/** What happens elsewhere shows here: another tab's or person's save, a publish, a run. */
export function useLiveUpdates(realm: string): void {
  const trpc = useTRPC();
  const runsTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const changed = useRef(new Set<string>());
  const followLibraries = useGathered(() => {
    const ids = [...changed.current];
    changed.current.clear();
    // Where the server does not answer now, the line is lost as well, and everything is asked for again.
    void hearOfLibraries(realm, ids).catch(() => undefined);
  });
  useRunnerEvents(["draft"], ({ scriptId, revision }) => {
    for (const draft of openDrafts()) if (draft.scriptId === scriptId) draft.session.hear(revision);
    changed.current.add(scriptId);
    followLibraries();
    void queryClient.invalidateQueries({ queryKey: draftHistoryKey(scriptId) });
    void queryClient.invalidateQueries(trpc.drafts.editors.queryFilter({ scriptId: scriptId as never }));
  });

  useRunnerEvents(["published"], ({ event, module, name }) => {
    for (const queryKey of [
      trpc.scripts.get.queryKey({ realm, module, name }),
      ...liveVersionKeys(trpc, event.scriptId),
      draftHistoryKey(event.scriptId),
    ])
      void queryClient.invalidateQueries({ queryKey });
  });

  useRunnerEvents(["policy"], () => void queryClient.invalidateQueries(trpc.policy.pathFilter()));
  useRunnerEvents(["script_reloaded", "script_layer_changed", "script_removed"], ({ module, name }) => {
    void queryClient.invalidateQueries(trpc.scripts.get.queryFilter({ realm, module, name }));
  });

  useRunnerEvents(["execution"], () => {
    // A busy flow sends hundreds of these; the list of runs follows at its own pace.
    runsTimer.current ??= setTimeout(() => {
      runsTimer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: trpc.executions.list.pathKey() });
    }, runsDelayMs);
  });
}
