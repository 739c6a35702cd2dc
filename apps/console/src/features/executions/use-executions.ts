import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useFollow } from "../../app/frame/use-follow.ts";
import { keepInRealm } from "../../app/keep-in-realm.ts";
import { useScriptCalled } from "../../app/scripts/queries.ts";
import { queryClient, trpcClient, useTRPC } from "../../app/trpc.ts";
import { usePages } from "../../app/use-pages.ts";
import { useLooking } from "../../components/use-looking.ts";
import { useMore } from "../../components/use-more.tsx";
import { timeWindow, toApiFilter } from "./api-filter.ts";
import type { ExecutionsSearch } from "./search.ts";
import { useTail } from "./use-tail.ts";

/** What the page of an address shows: rows and histogram, following what happens unless the reader paused them. */
export function useExecutions(realm: string, search: ExecutionsSearch) {
  const trpc = useTRPC();
  const [now, setNow] = useState(wholeTenSeconds);
  const fixed = search.from !== undefined;
  const named = useScriptCalled(realm, search.script);
  const tail = useTail(realm, fixed ? null : toApiFilter(search, named.scripts, timeWindow(search, now)));
  const window = timeWindow(search, tail.pausedAt ?? now);
  const ends = fixed || tail.pausedAt !== null;
  const filter = toApiFilter(search, named.scripts, ends ? window : { fromMs: window.fromMs });
  const charted = toApiFilter(search, named.scripts, window);
  const enabled = filter !== null && named.isSuccess;

  const input = { realm, filter: filter ?? {}, limit: 100 };
  const { list, pages } = usePages({
    queryKey: trpc.executions.list.infiniteQueryKey(input),
    ask: (cursor, signal) => trpcClient.executions.list.query({ ...input, cursor }, { signal }),
    enabled,
    placeholderData: keepInRealm(realm),
  });
  const histogram = useQuery({
    ...trpc.executions.histogram.queryOptions({ realm, filter: charted ?? {}, buckets: 90 }),
    enabled,
    placeholderData: keepInRealm(realm),
  });
  const rows = useMemo(() => pages?.flatMap((each) => each.items) ?? [], [pages]);
  const looking = useLooking(rows.length, list);

  const { refetch } = list;
  const end = useMore(list);
  useFollow(
    ["execution"],
    () => !fixed,
    () => {
      if (tail.pausedAt !== null) return tail.count();
      setNow(wholeTenSeconds());
      // Whoever has scrolled through many pages reads, and is not pulled about.
      if ((pages?.length ?? 0) <= 3) void refetch();
    },
    2_000,
  );
  function toggle(): void {
    if (tail.pausedAt === null) {
      tail.pause(rows[0]?.startedAt);
    } else {
      tail.goOn();
      setNow(wholeTenSeconds());
      // What the growing list held before it was paused may still be fresh enough to be shown as it is.
      void queryClient.invalidateQueries({ ...trpc.executions.pathFilter(), refetchType: "none" });
    }
  }

  return {
    named,
    list,
    rows,
    end,
    filter,
    window,
    waiting: (list.isPending && enabled) || !named.isSuccess || looking,
    unknownScript: search.script !== undefined && named.isSuccess && filter === null,
    buckets: histogram.data,
    total: histogram.data?.reduce((sum, bucket) => sum + bucket.ok + bucket.error, 0),
    /** Null where nothing new can appear. */
    tail: fixed ? null : { paused: tail.pausedAt !== null, fresh: tail.fresh, toggle },
  };
}

/** Rounded up, so that a render does not make a new query each time. */
function wholeTenSeconds(): number {
  return Math.ceil(Date.now() / 10_000) * 10_000;
}
