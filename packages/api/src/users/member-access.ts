import type { PublicUser } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";

/**
 * How a member stands: comes in with a password (`active`), waits for the first one (`invited`) or for a new one (`reset`), each
 * until the link ends, or has a link no more. Said here and nowhere else.
 */
export type MemberAccess =
  | { state: "active" | "disabled" }
  /** `until`, epoch ms: null when no link is left. */
  | { state: "invited" | "reset"; until: number | null; expired: boolean };

type Means = Awaited<ReturnType<Store["users"]["access"]>>[number];

export function memberAccess(user: PublicUser, means: Means | undefined, nowMs: number): MemberAccess {
  if (user.disabled) return { state: "disabled" };
  if (means?.hasPassword) return { state: "active" };
  const until = means?.linkUntil ?? null;
  // Who was never here lost an invitation; everybody else a password.
  return {
    state: user.lastSeenAt === null ? "invited" : "reset",
    until,
    expired: until === null || until <= nowMs,
  };
}
