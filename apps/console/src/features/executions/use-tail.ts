import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keepInRealm } from "../../app/keep-in-realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import type { ExecutionFilter } from "./api-filter.ts";

/**
 * The end of a list that grows, which the reader can hold. While it is held, what came meanwhile is counted by the server,
 * so that the number obeys the filters.
 *
 * @param filter what the list is filtered by; null where the list has a fixed end
 */
export function useTail(realm: string, filter: ExecutionFilter | null) {
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const held = filter === null ? null : pausedAt;
  const { toMs: _toMs, ...open } = filter ?? {};
  const fresh = useQuery({
    ...useTRPC().executions.histogram.queryOptions({
      realm,
      filter: { ...open, fromMs: held ?? 0 },
      buckets: 1,
    }),
    enabled: held !== null,
    placeholderData: keepInRealm(realm),
  });
  return {
    /** The list shows what began before this moment; null while it grows. */
    pausedAt: held,
    /** How many came since. */
    fresh: held === null ? 0 : (fresh.data?.reduce((sum, bucket) => sum + bucket.ok + bucket.error, 0) ?? 0),
    /** @param newest when the newest row began, by the server's clock, which may differ from ours */
    pause: (newest: number | undefined) => setPausedAt(newest === undefined ? Date.now() : newest + 1),
    goOn: () => setPausedAt(null),
    count: () => void fresh.refetch(),
  };
}
