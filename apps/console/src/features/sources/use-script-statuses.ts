import { isProduct } from "@scriptyard/model";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useFollow } from "../../app/frame/use-follow.ts";
import { useTRPC } from "../../app/trpc.ts";
import type { StatusRange } from "./search.ts";

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
  useFollow(
    ["execution"],
    ({ execution }) => isProduct(execution.trigger),
    () => void query.refetch(),
    everyMs,
  );
  return query;
}
