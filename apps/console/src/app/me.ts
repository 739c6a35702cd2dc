import type { PublicUser, Role } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

const ranks: Record<Role, number> = { operator: 0, author: 1, admin: 2 };

/** Who is signed in; null only outside the frame. */
export function useMe(): PublicUser | null {
  return useQuery({ ...useTRPC().session.me.queryOptions(), staleTime: 60_000 }).data ?? null;
}

/** Whether the signed-in user has at least this role. The server decides; this only hides what it would refuse. */
export function useCan(role: Role): boolean {
  const me = useMe();
  return me !== null && ranks[me.role] >= ranks[role];
}
