import { liveState } from "@scriptyard/model";
import type { InfiniteData } from "@tanstack/react-query";
import { type Outputs, queryClient, trpc, trpcClient } from "../trpc.ts";
import { type News, patchItems, patchModules, patchRows, type RowsPage, type TreePage } from "./patch.ts";
import { modulesKey, rowsKey, type ScriptItem, type ScriptName } from "./queries.ts";

/** More at once (somebody pushes a folder): lists are then asked for again as a whole. */
const mostAtOnce = 100;

/**
 * Some scripts changed, came or went: their rows and modules are asked for and put into every list that is shown. Lists that
 * nobody looks at are asked for when somebody does.
 */
export async function hearOfScripts(
  realm: string,
  heard: { ids?: Iterable<string>; names?: Iterable<ScriptName> },
): Promise<void> {
  const ids = [...new Set(heard.ids)];
  const names = [...(heard.names ?? [])];
  if (ids.length + names.length === 0 || shown().length === 0) return forgetUnseen();
  if (ids.length > mostAtOnce || names.length > mostAtOnce) return refreshScripts();
  try {
    const answer = await trpcClient.scripts.named.query({ realm, ids: ids as ScriptItem["id"][], names });
    const cameOrWent =
      answer.items.length < ids.length + names.length ||
      answer.items.some(({ id }) => knownScript(realm, id) === undefined);
    apply(realm, { ids, names, ...answer });
    forgetUnseen();
    // In what order these are, and what is among them, only the server knows.
    const ordered = cameOrWent ? (["recent", "named", "search"] as const) : (["recent"] as const);
    await Promise.all(ordered.map((list) => queryClient.invalidateQueries(trpc.scripts[list].pathFilter())));
  } catch {
    // Whoever cannot ask now will be told by the lists themselves.
    await refreshScripts();
  }
}

/** A save's answer carries the row: lists show it at once. What its module says is asked for when it may be something else. */
export function rememberScript(realm: string, item: Omit<ScriptItem, "failures">): void {
  const before = knownScript(realm, item.id);
  const row = { ...item, failures: before?.failures ?? 0 };
  if (before) apply(realm, { ids: [], names: [], items: [row], modules: [] });
  if (!before || liveState(before) !== liveState(row)) void hearOfScripts(realm, { ids: [item.id] });
}

/** Whether lists show that revision of a draft already. */
export function isKnownDraft(realm: string, scriptId: string, revision: number): boolean {
  return (knownScript(realm, scriptId)?.draftRevision ?? 0) >= revision;
}

/** Whether lists mark that script as failing. */
export function isMarkedFailing(realm: string, scriptId: string): boolean {
  return (knownScript(realm, scriptId)?.failures ?? 0) > 0;
}

/** Every list of scripts is asked for again. */
export async function refreshScripts(): Promise<void> {
  await Promise.all(lists().map(({ queryKey }) => queryClient.invalidateQueries({ queryKey, exact: true })));
}

function apply(realm: string, news: News): void {
  queryClient.setQueryData<InfiniteData<TreePage>>(
    modulesKey(realm),
    (data) => data && patchModules(data, news),
  );
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: ["scripts", "rows", realm] })) {
    const module = queryKey[3] as string | null;
    queryClient.setQueryData<InfiniteData<RowsPage>>(
      rowsKey(realm, module),
      (data) => data && patchRows(data, module, news),
    );
  }
  queryClient.setQueriesData<Outputs["scripts"]["search"]>(
    trpc.scripts.search.pathFilter(),
    (data) => data && { ...data, items: patchItems(data.items, news) },
  );
  queryClient.setQueriesData<Outputs["scripts"]["named"]>(
    trpc.scripts.named.pathFilter(),
    (data) => data && { ...data, items: patchItems(data.items, news) },
  );
}

function knownScript(realm: string, scriptId: string): ScriptItem | undefined {
  for (const [, data] of queryClient.getQueriesData<InfiniteData<RowsPage>>({
    queryKey: ["scripts", "rows", realm],
  }))
    for (const page of data?.pages ?? []) {
      const found = page.items.find(({ id }) => id === scriptId);
      if (found) return found;
    }
  return undefined;
}

function lists() {
  const cache = queryClient.getQueryCache();
  return [
    ...cache.findAll({ queryKey: ["scripts"] }),
    ...(["search", "named", "recent"] as const).flatMap((name) =>
      cache.findAll(trpc.scripts[name].pathFilter()),
    ),
  ];
}

const shown = () => lists().filter((query) => query.isActive());

function forgetUnseen(): void {
  for (const query of lists()) if (!query.isActive()) query.invalidate();
}
