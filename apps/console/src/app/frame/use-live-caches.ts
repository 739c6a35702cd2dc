import { isProduct } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useRunnerEvents } from "../events/index.ts";
import type { ScriptName } from "../scripts/queries.ts";
import { hearOfScripts, isKnownDraft } from "../scripts/script-news.ts";
import { queryClient, useTRPC } from "../trpc.ts";

/** Open error groups of a realm: the badge on Errors. */
export function useOpenErrors(realm: string): number {
  const count = useQuery({
    ...useTRPC().errors.openCount.queryOptions({ realm }),
    staleTime: 30_000,
    // A mute ends by itself, and nothing tells.
    refetchInterval: 60_000,
  });
  return count.data ?? 0;
}

/**
 * Keeps what every page shows true while things happen: publishes and drafts refresh flows and the rows of their scripts,
 * failures the badge. Bursts are gathered: at most one refresh per second and kind.
 */
export function useLiveCaches(realm: string): void {
  const trpc = useTRPC();
  const refreshErrors = useGathered(() => {
    void queryClient.invalidateQueries(trpc.errors.openCount.queryFilter({ realm }));
    void queryClient.invalidateQueries(trpc.errors.list.pathFilter());
  });
  const refreshFlows = useGathered(() => {
    void queryClient.invalidateQueries(trpc.flows.list.queryFilter({ realm }));
    void queryClient.invalidateQueries(trpc.flows.get.pathFilter());
  });
  const heard = useRef({ ids: new Set<string>(), names: new Map<string, ScriptName>() });
  const askForHeard = useGathered(() => {
    const { ids, names } = heard.current;
    heard.current = { ids: new Set(), names: new Map() };
    void hearOfScripts(realm, { ids, names: names.values() });
  });
  useRunnerEvents(["execution"], ({ execution }) => {
    if (execution.status === "error" && isProduct(execution.trigger)) refreshErrors();
  });
  useRunnerEvents(["errors"], refreshErrors);
  useRunnerEvents(["published", "draft"], refreshFlows);
  useRunnerEvents(["published"], ({ event }) => {
    heard.current.ids.add(event.scriptId);
    askForHeard();
  });
  useRunnerEvents(["draft"], ({ scriptId, revision }) => {
    // Our own save's answer was here first.
    if (isKnownDraft(realm, scriptId, revision)) return;
    heard.current.ids.add(scriptId);
    askForHeard();
  });
  useRunnerEvents(["script_reloaded", "script_layer_changed"], ({ module, name }) => {
    heard.current.names.set(`${module}/${name}`, { module, name });
    askForHeard();
  });
  const refreshSources = useGathered(
    () => void queryClient.invalidateQueries(trpc.registry.pathFilter()),
    250,
  );
  useRunnerEvents(
    ["published", "script_reloaded", "script_reload_failed", "script_layer_changed"],
    refreshSources,
  );
}

/** Calls `act` at once and then, however often it is asked, at most once a second. */
export function useGathered(act: () => void, everyMs = 1_000): () => void {
  const latest = useRef(act);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const again = useRef(false);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  const run = useRef(() => {
    if (timer.current) {
      again.current = true;
      return;
    }
    latest.current();
    timer.current = setTimeout(() => {
      timer.current = null;
      if (!again.current) return;
      again.current = false;
      run.current();
    }, everyMs);
  });
  return run.current;
}
