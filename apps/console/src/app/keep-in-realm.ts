import type { QueryKey } from "@tanstack/react-query";

/**
 * The answer before stays until the next one comes, as long as it is of the same realm: rows of one realm must not stand
 * under the name of another one until that answers. Such a page is not taken down when the realm in the address changes.
 *
 * @param realm of the query, which has it in its input
 * @example useQuery({ ...trpc.executions.list.queryOptions({ realm, filter }), placeholderData: keepInRealm(realm) })
 */
export function keepInRealm(realm: string) {
  return <Data>(before: Data | undefined, of: { queryKey: QueryKey } | undefined): Data | undefined =>
    realmOf(of?.queryKey) === realm ? before : undefined;
}

/** tRPC's keys are `[path, { input, type }]`. */
function realmOf(key: QueryKey | undefined): unknown {
  const [, options] = (key ?? []) as [unknown, { input?: { realm?: unknown } }?];
  return options?.input?.realm;
}
