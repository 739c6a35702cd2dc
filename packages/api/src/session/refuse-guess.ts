import type { FastifyRequest } from "fastify";
import { hashPlaceOf } from "../bounds/place.ts";
import type { Services } from "../context.ts";
import { accountOf } from "./sign-in-guard.ts";

// A flood of guesses is refused a thousand times a second. The procedure refuses the same, with all that goes before it.

/**
 * Before the body is read.
 *
 * @throws Fault `rate_limited` where no more that hashes may wait
 */
export function requireRoomToHash(services: Pick<Services, "gates" | "signInGuard">, ip: string): void {
  services.gates.hash.requireRoom(hashPlaceOf(services.signInGuard, ip));
}

/**
 * Before the procedure is called, with whatever came as its input.
 *
 * @throws Fault `rate_limited` where this account from this network has to wait
 */
export function requireTurnToSignIn(
  { signInGuard }: Pick<Services, "signInGuard">,
  { ip }: Pick<FastifyRequest, "ip">,
  input: unknown,
): void {
  const { email } = (input ?? {}) as { email?: unknown };
  if (typeof email === "string" && email.length < longestEmail)
    signInGuard.requireTurn({ account: accountOf(email), ip });
}

/** What is longer is no address, and refused as such. */
const longestEmail = 300;
