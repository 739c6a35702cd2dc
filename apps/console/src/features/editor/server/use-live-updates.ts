import { useRef } from "react";
import { useRunnerEvents } from "../../../app/events/index.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { openDrafts } from "../drafts/open-drafts.ts";
import { draftHistoryKey, versionsKey } from "./queries.ts";

const runsDelayMs = 500;

/** What happens elsewhere shows here: another tab's or person's save, a publish, a run. */
export function useLiveUpdates(realm: string): void {
  const trpc = useTRPC();
  const runsTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useRunnerEvents(["draft"], ({ scriptId, revision }) => {
    for (const draft of openDrafts()) if (draft.scriptId === scriptId) draft.session.hear(revision);
    void queryClient.invalidateQueries({ queryKey: trpc.scripts.libraries.pathKey() });
    void queryClient.invalidateQueries({ queryKey: draftHistoryKey(scriptId) });
    void queryClient.invalidateQueries(trpc.drafts.editors.queryFilter({ scriptId: scriptId as never }));
  });

  useRunnerEvents(["published"], ({ event, module, name }) => {
    for (const queryKey of [
      trpc.scripts.get.queryKey({ realm, module, name }),
      trpc.scripts.libraries.pathKey(),
      versionsKey(event.scriptId),
      draftHistoryKey(event.scriptId),
      trpc.versions.events.pathKey(),
    ])
      void queryClient.invalidateQueries({ queryKey });
  });

  useRunnerEvents(["policy"], () => void queryClient.invalidateQueries(trpc.policy.pathFilter()));
  useRunnerEvents(["script_reloaded", "script_layer_changed"], ({ module, name }) => {
    for (const queryKey of [
      trpc.scripts.get.queryKey({ realm, module, name }),
      trpc.scripts.libraries.pathKey(),
    ])
      void queryClient.invalidateQueries({ queryKey });
  });

  useRunnerEvents(["execution"], () => {
    // A busy flow sends hundreds of these; the list of runs follows at its own pace.
    runsTimer.current ??= setTimeout(() => {
      runsTimer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: trpc.executions.list.pathKey() });
    }, runsDelayMs);
  });
}
