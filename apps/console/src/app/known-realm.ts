import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Outputs, useTRPC } from "./trpc.ts";

export type KnownRealm = Outputs["realms"]["list"][number];

/** The realm in the address, as the list of realms has it; null outside of one. Asks nobody: the address was checked by that list. */
export function useKnownRealm(): KnownRealm | null {
  const name = useParams({ strict: false, select: (params) => params.realm });
  const list = useQuery({ ...useTRPC().realms.list.queryOptions(), enabled: false });
  return list.data?.find((realm) => realm.name === name) ?? null;
}
