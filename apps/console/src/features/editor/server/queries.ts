import { skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queryClient, trpcClient, useTRPC } from "../../../app/trpc.ts";
import { usePages } from "../../../app/use-pages.ts";

/** One hook per question the editor asks the server; answers live in the query cache. */
/** Those whose drafts were saved last. */
export function useRecentScripts(realm: string) {
  return useQuery(useTRPC().scripts.recent.queryOptions({ realm, limit: 6 }));
}

export function useScript(realm: string, module: string | null, name: string | null) {
  return useQuery(
    useTRPC().scripts.get.queryOptions(
      module === null || name === null ? skipToken : { realm, module, name },
    ),
  );
}

export function useTemplates(realm: string, enabled: boolean) {
  return useQuery(useTRPC().scripts.templates.queryOptions({ realm }, { enabled, staleTime: Infinity }));
}

/** What a script of the hook sees of the host; undefined while the hook is not known. */
export function useDeclarations(realm: string, hook: string | null | undefined) {
  return useQuery(
    useTRPC().host.declarations.queryOptions(hook === undefined ? skipToken : { realm, hook }, {
      staleTime: 60_000,
    }),
  );
}

export function useReference(realm: string) {
  return useQuery(useTRPC().host.reference.queryOptions({ realm }, { staleTime: 60_000 }));
}

/** What a script may do in production, under the realm's policy of now. */
export function useScriptPolicy(scriptId: string) {
  return useQuery(useTRPC().policy.script.queryOptions({ scriptId }));
}

export function useInputSchema(realm: string, hook: string | null) {
  return useQuery(
    useTRPC().host.inputSchema.queryOptions(hook === null ? skipToken : { realm, hook }, {
      staleTime: 60_000,
    }),
  );
}

/** Newest first, by pages: a script may have thousands. */
export function useVersions(scriptId: string) {
  const { list, pages } = usePages({
    queryKey: versionsKey(scriptId),
    ask: (cursor, signal) => trpcClient.versions.list.query({ scriptId, cursor, limit: 50 }, { signal }),
  });
  return { ...list, data: useMemo(() => pages?.flatMap((page) => page.items), [pages]) };
}

const versionsKey = (scriptId: string) => ["versions", "pages", scriptId] as const;

/** What says which version is live: to be asked again when one was published, rolled back or retired. */
export function liveVersionKeys(trpc: ReturnType<typeof useTRPC>, scriptId: string) {
  return [versionsKey(scriptId), trpc.versions.events.pathKey()];
}

/** After an act of one's own on what is live of a script: comes back when lists and editor say what is true now. */
export async function refreshLive(trpc: ReturnType<typeof useTRPC>, scriptId: string): Promise<void> {
  const keys = [trpc.scripts.pathKey(), ...liveVersionKeys(trpc, scriptId)];
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

/** Published versions never change, so one answer is enough. */
export function useVersion(scriptId: string, number: number | undefined) {
  return useQuery(
    // Not `enabled`: a query that is off still answers what is cached under its key, here another version's text.
    useTRPC().versions.get.queryOptions(number === undefined ? skipToken : { scriptId, number }, {
      staleTime: Infinity,
    }),
  );
}

/** States the draft was in, newest first, by pages. */
export function useDraftHistory(scriptId: string) {
  const { list, pages } = usePages({
    queryKey: draftHistoryKey(scriptId),
    ask: (cursor: number | null, signal) =>
      trpcClient.drafts.history.query({ scriptId, cursor, limit: 8 }, { signal }),
  });
  return { ...list, data: useMemo(() => pages?.flatMap((page) => page.items), [pages]) };
}

/** To be asked again when the draft was saved or published. */
export const draftHistoryKey = (scriptId: string) => ["drafts", "history", scriptId] as const;

/** A state's text; the newest one changes while its author goes on. */
export function useDraftStateText(scriptId: string, revision: number | undefined) {
  return useQuery(
    useTRPC().drafts.state.queryOptions(revision === undefined ? skipToken : { scriptId, revision }, {
      staleTime: Infinity,
    }),
  );
}

export function usePublishEvents(realm: string, scriptId: string) {
  return useQuery(useTRPC().versions.events.queryOptions({ realm, scriptId, limit: 100 }));
}

export function useSamples(scriptId: string) {
  return useQuery(useTRPC().samples.list.queryOptions({ scriptId }));
}

export function useSample(id: string | undefined) {
  return useQuery(useTRPC().samples.get.queryOptions(id === undefined ? skipToken : { id: id as never }));
}

export function useExecution(id: string | undefined) {
  return useQuery(
    useTRPC().executions.get.queryOptions(id === undefined ? skipToken : { id }, { staleTime: Infinity }),
  );
}
