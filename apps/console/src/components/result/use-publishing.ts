import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";

/**
 * Effects of the realm's host that put a message on the bus; none until the host's reference has come.
 *
 * @param enabled whether there are effects to look at
 */
export function usePublishing(enabled: boolean): ReadonlySet<string> {
  const realm = useRealm();
  const { data } = useQuery(useTRPC().host.reference.queryOptions({ realm }, { enabled, staleTime: 60_000 }));
  return useMemo(
    () => new Set(data?.functions.filter((one) => one.publishes).map(({ name }) => name)),
    [data],
  );
}
