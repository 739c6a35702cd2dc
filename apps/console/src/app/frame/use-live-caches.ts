import { isProduct } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useRunnerEvents } from "../events/index.ts";
import { queryClient, useTRPC } from "../trpc.ts";

/** Open error groups of a realm: the badge on Errors. */
export function useOpenErrors(realm: string): number {
  return useQuery({ ...useTRPC().errors.openCount.queryOptions({ realm }), staleTime: 30_000 }).data ?? 0;
}

/**
 * Keeps what every page shows true while things happen: publishes and drafts refresh scripts and flows, failures the
 * badge. Bursts are gathered: at most one refresh per second and kind.
 */
export function useLiveCaches(realm: string): void {
  const trpc = useTRPC();
  const refreshErrors = useGathered(() => {
    void queryClient.invalidateQueries(trpc.errors.openCount.queryFilter({ realm }));
    void queryClient.invalidateQueries(trpc.errors.list.pathFilter());
  });
  const refreshScripts = useGathered(() => {
    void queryClient.invalidateQueries(trpc.scripts.tree.queryFilter({ realm }));
    void queryClient.invalidateQueries(trpc.flows.list.queryFilter({ realm }));
    void queryClient.invalidateQueries(trpc.flows.get.pathFilter());
  });
  useRunnerEvents(["execution"], ({ execution }) => {
    if (execution.status === "error" && isProduct(execution.trigger)) refreshErrors();
  });
  useRunnerEvents(["published", "draft"], refreshScripts);
  const refreshSources = useGathered(() => {
    void queryClient.invalidateQueries(trpc.registry.pathFilter());
    void queryClient.invalidateQueries(trpc.scripts.tree.queryFilter({ realm }));
  }, 250);
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
