import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useGathered } from "../../app/frame/use-live-caches.ts";
import { useRealm } from "../../app/realm.ts";
import { useScriptCalled } from "../../app/scripts/queries.ts";
import { trpcClient, useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { formatNumber } from "../../components/format.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { TimeHistogram } from "../../components/time-histogram.tsx";
import { useLooking } from "../../components/use-looking.ts";
import { timeWindow, toApiFilter } from "./api-filter.ts";
import { ExecutionDrawer } from "./components/execution-drawer.tsx";
import { ExecutionList } from "./components/execution-list.tsx";
import { ExecutionsEmpty } from "./components/executions-empty.tsx";
import { ExecutionsFilterBar } from "./components/executions-filter-bar.tsx";
import styles from "./executions.module.css";
import type { ExecutionsSearch } from "./search.ts";

const route = getRouteApi("/r/$realm/executions");

export function ExecutionsPage() {
  const realm = useRealm();
  const trpc = useTRPC();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<ExecutionsSearch>, replace = true) =>
      void navigate({ search: (now) => ({ ...now, ...next }), replace }),
    [navigate],
  );

  const [now, setNow] = useState(wholeTenSeconds);
  const window = timeWindow(search, now);
  const named = useScriptCalled(realm, search.script);
  const known = named.scripts;
  const fixed = search.from !== undefined;
  const filter = toApiFilter(search, known, fixed ? window : { fromMs: window.fromMs });
  const charted = toApiFilter(search, known, window);
  const enabled = filter !== null && named.isSuccess;

  const list = useInfiniteQuery({
    ...trpc.executions.list.infiniteQueryOptions(
      { realm, filter: filter ?? {}, limit: 100 },
      { getNextPageParam: (last) => last.next, initialCursor: null },
    ),
    // tRPC's own would add a `direction` that the API, strict about its input, refuses.
    queryFn: ({ pageParam, signal }) =>
      trpcClient.executions.list.query(
        { realm, filter: filter ?? {}, limit: 100, cursor: pageParam },
        { signal },
      ),
    enabled,
    placeholderData: keepPreviousData,
  });
  const histogram = useQuery({
    ...trpc.executions.histogram.queryOptions({ realm, filter: charted ?? {}, buckets: 90 }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((each) => each.items) ?? [], [list.data]);

  const looking = useLooking(rows.length, list);
  const { refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const pages = list.data?.pages.length ?? 0;
  const refreshSoon = useGathered(() => {
    setNow(wholeTenSeconds());
    // Whoever has scrolled through many pages reads, and is not pulled about.
    if (pages <= 3) void refetch();
  }, 2_000);
  useRunnerEvents(["execution"], () => {
    if (!fixed) refreshSoon();
  });
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const total = histogram.data?.reduce((sum, bucket) => sum + bucket.ok + bucket.error, 0);
  const unknownScript = search.script !== undefined && named.isSuccess && filter === null;
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Executions"
          beside={total === undefined ? null : <span className="faint">{formatNumber(total)}</span>}
        />
        <ExecutionsFilterBar search={search} onChange={change} />
        <div className={styles.histogram}>
          {histogram.data ? (
            <TimeHistogram
              buckets={histogram.data}
              fromMs={window.fromMs}
              toMs={window.toMs}
              height={88}
              label={`Executions over time: ${formatNumber(total ?? 0)} in all. Choose another time window with the time range beside the filters.`}
              onBrush={(from, to) => change({ from, to, range: undefined }, false)}
            />
          ) : null}
        </div>
      </div>
      <div className={page.split}>
        {named.error ? (
          <ErrorState error={named.error} onRetry={() => void named.refetch()} />
        ) : list.isError && !list.data ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : (list.isPending && enabled) || !named.isSuccess || looking ? (
          <div className={styles.grow}>
            <RowSkeletons rows={12} />
          </div>
        ) : rows.length === 0 || unknownScript ? (
          <div className={styles.grow}>
            <ExecutionsEmpty search={search} unknownScript={unknownScript} />
          </div>
        ) : (
          <ExecutionList
            rows={rows}
            open={search.open ?? null}
            onOpen={(open) => change({ open })}
            more={hasNextPage}
            onMore={more}
          />
        )}
        {search.open ? (
          <ExecutionDrawer
            id={search.open}
            tab={search.tab ?? "summary"}
            onTab={(tab) => change({ tab: tab === "summary" ? undefined : tab })}
            onClose={() => change({ open: undefined, tab: undefined })}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Rounded up, so that a render does not make a new query each time. */
function wholeTenSeconds(): number {
  return Math.ceil(Date.now() / 10_000) * 10_000;
}
