import type { PublicUser, Role } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useKnownRealm } from "./known-realm.ts";
import { useTRPC } from "./trpc.ts";

const ranks: Record<Role, number> = { operator: 0, author: 1, admin: 2 };

/** Who is signed in; null only outside the frame. */
export function useMe(): PublicUser | null {
  return useQuery({ ...useTRPC().session.me.queryOptions(), staleTime: 60_000 }).data ?? null;
}

/**
 * Whether the signed-in user may do in this realm what takes at least this role: in one that is archived or deleted everybody
 * only reads. The server decides; this only hides what it would refuse.
 */
export function useCan(role: Role): boolean {
  const me = useMe();
  const realm = useKnownRealm();
  return me !== null && ranks[me.role] >= ranks[role] && (role === "operator" || !realm?.closed);
}

/** Whether the signed-in user runs the installation: members, tokens, realms as a whole. */
export function useIsAdmin(): boolean {
  return useMe()?.role === "admin";
}
