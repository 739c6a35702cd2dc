import { useCallback, useMemo } from "react";
import { keepInRealm } from "../../app/keep-in-realm.ts";
import { useScriptCalled } from "../../app/scripts/queries.ts";
import { type Inputs, trpcClient, useTRPC } from "../../app/trpc.ts";
import { usePages } from "../../app/use-pages.ts";
import { useMore } from "../../components/use-more.tsx";
import { mostPicks } from "./picking/picks.ts";
import type { ErrorsSearch } from "./search.ts";

const pageSize = 100;

/** The groups that the address asks for, page by page. */
export function useErrorList(realm: string, search: ErrorsSearch) {
  const trpc = useTRPC();
  const named = useScriptCalled(realm, search.script);
  const filter = toFilter(search, named.scripts);
  const enabled = filter !== null && named.isSuccess;
  const input = { realm, filter: filter ?? {}, limit: pageSize };
  const { list, pages } = usePages({
    queryKey: trpc.errors.list.infiniteQueryKey(input),
    ask: (cursor, signal) => trpcClient.errors.list.query({ ...input, cursor }, { signal }),
    enabled,
    placeholderData: keepInRealm(realm),
    // A mute ends by itself, and nothing tells.
    refetchInterval: 60_000,
  });
  const rows = useMemo(() => pages?.flatMap((each) => each.items) ?? [], [pages]);
  const { hasNextPage, fetchNextPage } = list;
  const end = useMore(list);
  /** As many as one act takes. */
  const idsToPick = useCallback(async (): Promise<string[]> => {
    const { data } = hasNextPage && rows.length < mostPicks ? await fetchNextPage() : { data: list.data };
    return data?.pages.flatMap((each) => each.items.map(({ id }) => id)) ?? [];
  }, [hasNextPage, rows.length, fetchNextPage, list.data]);
  const error = named.error ?? (list.isError && !list.data ? list.error : null);
  return {
    rows,
    end,
    idsToPick,
    error,
    retry: () => void (named.error ? named.refetch() : list.refetch()),
    isPending: (list.isPending && enabled) || !named.isSuccess,
    isEmpty: rows.length === 0 || filter === null,
  };
}

/** The address as the API's filter; null when it names a script that does not exist. */
function toFilter(
  search: ErrorsSearch,
  scripts: readonly { id: `scr_${string}`; module: string; name: string }[],
): Inputs["errors"]["list"]["filter"] | null {
  const script = search.script
    ? scripts.find(({ module, name }) => `${module}/${name}` === search.script)
    : undefined;
  if (search.script && !script) return null;
  return {
    ...(search.status === "all" ? {} : { status: search.status ?? "open" }),
    ...(script ? { scriptId: script.id } : {}),
    ...(search.type ? { type: search.type } : {}),
    ...(search.text ? { text: search.text } : {}),
  };
}
