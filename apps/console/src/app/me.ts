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
  return useWhyNot(role) === null;
}

/** Why the signed-in user may not do it, as a sentence; null where they may. */
export function useWhyNot(role: Role): string | null {
  const me = useMe();
  const closed = useWhyNothingRuns();
  if (closed !== null && role !== "operator") return closed;
  return me !== null && ranks[me.role] >= ranks[role] ? null : `Your role is ${me?.role ?? "not known yet"}.`;
}

/** Why nothing runs in this realm, whoever asks, as a sentence; null where scripts run. */
export function useWhyNothingRuns(): string | null {
  const closed = useKnownRealm()?.closed;
  return closed ? `The realm is ${closed.as}: it can be read, and nothing runs or changes in it.` : null;
}

/** Whether the signed-in user runs the installation: members, tokens, realms as a whole. */
export function useIsAdmin(): boolean {
  return useMe()?.role === "admin";
}
