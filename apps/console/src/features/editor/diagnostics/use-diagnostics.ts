import type { Diagnostic } from "@scriptyard/model";
import { useEffect, useMemo, useState } from "react";
import { useRunnerEvents } from "../../../app/events/index.ts";
import { inTurn } from "../../../app/in-turn.ts";
import { useStore } from "../../../app/store.ts";
import { trpcClient } from "../../../app/trpc.ts";
import { markersOf, onMarkers, setServerMarkers } from "../../../monaco/markers.ts";
import type { ScriptScope } from "../editor-context.ts";
import { runOptionsOf } from "../run/input-store.ts";
import { specifierOf } from "../server/types.ts";
import { mergeDiagnostics } from "./merge.ts";

const checkDelayMs = 400;

/** Everything known to be wrong with the draft: Monaco's own findings at once, the server's a moment after typing stops. */
export function useDiagnostics({ detail, draft }: Pick<ScriptScope, "detail" | "draft">): Diagnostic[] {
  const { model, scriptId } = draft;
  const { libraryDrafts } = useStore(runOptionsOf(scriptId));
  const file = specifierOf(detail.item);
  const [local, setLocal] = useState<Diagnostic[]>([]);
  const [server, setServer] = useState<Diagnostic[]>([]);
  // Another definition of the host: the same text may be wrong, or right, now.
  const [definition, setDefinition] = useState(0);
  useRunnerEvents(["host"], ({ change }) => {
    if (change === "exchanged") setDefinition((before) => before + 1);
  });

  useEffect(() => {
    // Our own markers are announced too; without the comparison every announcement would cause the next.
    const read = () =>
      setLocal((before) => {
        const now = markersOf(model, file);
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    read();
    const listener = onMarkers(model, read);
    return () => listener.dispose();
  }, [model, file]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again of another definition
  useEffect(() => {
    let latest = 0;
    let checking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const check = async () => {
      const asked = ++latest;
      checking.abort();
      checking = new AbortController();
      try {
        // A newer text is asked about by its own check; this one then stops waiting for its turn.
        const found = await inTurn(
          () => trpcClient.scripts.check.mutate({ scriptId, source: model.getValue(), libraryDrafts }),
          { signal: checking.signal },
        );
        if (asked === latest) setServer(found.filter((d) => d.file === file));
      } catch {
        // Offline or busy: Monaco's findings stay, the publish gate asks the server again.
      }
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void check(), checkDelayMs);
    };
    void check();
    const listener = model.onDidChangeContent(soon);
    return () => {
      latest = -1;
      checking.abort();
      clearTimeout(timer);
      listener.dispose();
    };
  }, [model, scriptId, file, libraryDrafts, definition]);

  const merged = useMemo(() => mergeDiagnostics(local, server), [local, server]);
  useEffect(() => setServerMarkers(model, merged.serverOnly), [model, merged]);
  return merged.all;
}
