import { isProduct } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useRunnerEvents } from "../events/index.ts";
import type { ScriptName } from "../scripts/queries.ts";
import { hearOfScripts, isKnownDraft, isMarkedFailing } from "../scripts/script-news.ts";
import { type Outputs, trpc as proxy, queryClient, useTRPC } from "../trpc.ts";
import { useFollow, writtenMs } from "./use-follow.ts";
import { useGathered } from "./use-gathered.ts";

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
  // Groups that were looked at and will be again, too: who comes back from a roll-back must not see the state before it.
  const refreshErrors = useGathered(() => void queryClient.invalidateQueries(trpc.errors.pathFilter()));
  useFollow(
    ["execution"],
    ({ execution }) => execution.status === "error" && isProduct(execution.trigger),
    refreshErrors,
  );
  const refreshFlows = useGathered(() => {
    void queryClient.invalidateQueries(trpc.flows.list.queryFilter({ realm }));
    void queryClient.invalidateQueries(trpc.flows.get.pathFilter());
    void queryClient.invalidateQueries(trpc.flows.scripts.pathFilter());
  });
  const heard = useRef({ ids: new Set<string>(), names: new Map<string, ScriptName>() });
  const askForHeard = useGathered(() => {
    const { ids, names } = heard.current;
    heard.current = { ids: new Set(), names: new Map() };
    void hearOfScripts(realm, { ids, names: names.values() });
  });
  useRunnerEvents(["execution"], ({ execution }) => {
    if (!isProduct(execution.trigger)) return;
    const { scriptId, status } = execution;
    // A failure marks its script; the first run that goes well after a mend takes the mark away.
    const isNode = hasFailingNode(scriptId);
    if (status === "ok" && !isNode && !isMarkedFailing(realm, scriptId)) return;
    heard.current.ids.add(scriptId);
    setTimeout(() => {
      askForHeard();
      if (isNode) refreshFlows();
    }, writtenMs);
  });
  useRunnerEvents(["errors"], ({ scriptIds }) => {
    refreshErrors();
    if (scriptIds.length === 0) return;
    for (const id of scriptIds) heard.current.ids.add(id);
    askForHeard();
    refreshFlows();
  });
  useRunnerEvents(["published", "draft", "flow"], refreshFlows);
  useRunnerEvents(["flow"], ({ change }) => {
    if (change === "published") void queryClient.invalidateQueries(trpc.flows.publishes.pathFilter());
  });
  useRunnerEvents(["published"], ({ event }) => {
    refreshErrors();
    heard.current.ids.add(event.scriptId);
    askForHeard();
  });
  useRunnerEvents(["draft"], ({ scriptId, revision }) => {
    // Our own save's answer was here first.
    if (isKnownDraft(realm, scriptId, revision)) return;
    heard.current.ids.add(scriptId);
    askForHeard();
  });
  useRunnerEvents(["script_reloaded", "script_layer_changed", "script_removed"], ({ module, name }) => {
    heard.current.names.set(`${module}/${name}`, { module, name });
    askForHeard();
  });
  useRunnerEvents(["host"], ({ change }) => {
    // What a host says is in nearly every answer: types, schemas, samples, scripts that it ships.
    if (change === "exchanged") void queryClient.invalidateQueries();
    if (change === "checked") void queryClient.invalidateQueries(trpc.host.fit.queryFilter({ realm }));
  });
  const refreshFit = useGathered(
    () => void queryClient.invalidateQueries(trpc.host.fit.queryFilter({ realm })),
  );
  useRunnerEvents(["published", "realms"], refreshFit);
  const refreshRealms = useGathered(() => void queryClient.invalidateQueries(trpc.realms.pathFilter()), 250);
  useRunnerEvents(["realms"], refreshRealms);
  const refreshSources = useGathered(
    () => void queryClient.invalidateQueries(trpc.registry.pathFilter()),
    250,
  );
  useRunnerEvents(
    ["published", "script_removed", "script_reloaded", "script_reload_failed", "script_layer_changed"],
    refreshSources,
  );
}

/** Whether a graph that was read marks the script as failing. */
function hasFailingNode(scriptId: string): boolean {
  const graphs = queryClient.getQueriesData<Outputs["flows"]["get"]>(proxy.flows.get.pathFilter());
  return graphs.some(([, flow]) =>
    flow?.nodeViews.some((view) => view.failing && view.scriptId === scriptId),
  );
}
