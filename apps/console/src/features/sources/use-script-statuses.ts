import { isProduct } from "@scriptyard/model";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useGathered } from "../../app/frame/use-live-caches.ts";
import { useTRPC } from "../../app/trpc.ts";
import type { StatusRange } from "./search.ts";

/** Records are written in batches: the event of a run is heard before its record can be read. */
const writtenMs = 1_200;
/** However much happens: reading a week of a busy realm takes the server some 50 ms. */
const everyMs = 3_000;

/** The status of every script, following what happens; publishes and reloads reach it through `useLiveCaches`. */
export function useScriptStatuses(realm: string, window: StatusRange) {
  const query = useQuery({
    ...useTRPC().registry.scripts.queryOptions({ realm, window }),
    placeholderData: keepPreviousData,
    // Runs leave the window as time goes by.
    refetchInterval: 30_000,
  });
  const refreshSoon = useGathered(() => setTimeout(() => void query.refetch(), writtenMs), everyMs);
  useRunnerEvents(["execution"], ({ execution }) => {
    if (isProduct(execution.trigger)) refreshSoon();
  });
  return query;
}
