import type { User } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { newSecret, secretHash } from "./secret.ts";

/** How long a one-time link works: long enough for an invitation to be read, short enough to be forgotten safely. */
export const linkLifetimeMs = 72 * 3_600_000;

/**
 * A one-time link that lets its bearer set the password of `user` and signs them in.
 *
 * @returns the path with the token; the token is stored hashed and cannot be shown again
 * @example await createSignInLink({ store, clock, basePath: "" }, user) // "/welcome?token=Jx3…"
 */
export async function createSignInLink(
  services: { store: Store; clock: () => number; basePath: string },
  user: Pick<User, "id">,
): Promise<string> {
  const token = newSecret();
  await services.store.sessions.createLink({
    tokenHash: secretHash(token),
    userId: user.id,
    expiresAt: services.clock() + linkLifetimeMs,
    usedAt: null,
  });
  return `${services.basePath}/welcome?token=${token}`;
}
