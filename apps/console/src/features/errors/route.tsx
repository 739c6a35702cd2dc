import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useRealm } from "../../app/realm.ts";
import { useScriptCalled } from "../../app/scripts/queries.ts";
import { type Inputs, trpcClient, useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { ErrorDrawer } from "./components/error-drawer.tsx";
import { ErrorList } from "./components/error-list.tsx";
import { ErrorsEmpty } from "./components/errors-empty.tsx";
import { ErrorsFilterBar } from "./components/errors-filter-bar.tsx";
import type { ErrorsSearch } from "./search.ts";

const route = getRouteApi("/r/$realm/errors");

export function ErrorsPage() {
  const realm = useRealm();
  const trpc = useTRPC();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<ErrorsSearch>) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const named = useScriptCalled(realm, search.script);
  const known = named.scripts;
  const filter = toFilter(search, known);
  const enabled = filter !== null && named.isSuccess;
  const list = useInfiniteQuery({
    ...trpc.errors.list.infiniteQueryOptions(
      { realm, filter: filter ?? {}, limit: 100 },
      { getNextPageParam: (last) => last.next, initialCursor: null },
    ),
    // tRPC's own would add a `direction` that the API, strict about its input, refuses.
    queryFn: ({ pageParam, signal }) =>
      trpcClient.errors.list.query(
        { realm, filter: filter ?? {}, limit: 100, cursor: pageParam },
        { signal },
      ),
    enabled,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((each) => each.items) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const empty = rows.length === 0 || filter === null;

  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Errors"
          hint="Failures that look alike are one group: same script, type, message and line."
        />
        <ErrorsFilterBar search={search} onChange={change} />
      </div>
      <div className={page.split}>
        {named.error ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={named.error} onRetry={() => void named.refetch()} />
          </div>
        ) : list.isError && !list.data ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          </div>
        ) : (list.isPending && enabled) || !named.isSuccess ? (
          <div style={{ flex: 1 }}>
            <RowSkeletons rows={8} height={52} />
          </div>
        ) : empty ? (
          <div style={{ flex: 1 }}>
            <ErrorsEmpty search={search} />
          </div>
        ) : (
          <ErrorList
            rows={rows}
            open={search.open ?? null}
            onOpen={(open) => change({ open })}
            more={hasNextPage}
            onMore={more}
          />
        )}
        {search.open ? <ErrorDrawer id={search.open} onClose={() => change({ open: undefined })} /> : null}
      </div>
    </div>
  );
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
