import { type ApiToken, type PublicUser, roleSuffices } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Log } from "../log.ts";
import { secretHash } from "../session/secret.ts";

/** Looks tokens up for every request of the HTTP API, mostly without touching the database. */
export type TokenCache = {
  /** The token's record; null when unknown, revoked or expired, or when its maker is no member that may have it. */
  resolve(token: string): Promise<ApiToken | null> | ApiToken | null;
  /** Forget everything: a token was revoked, or a member changed. */
  clear(): void;
};

/** How long a revocation by *another* process may go unnoticed; one in this process clears the cache. */
const trustMs = 5_000;
const touchEveryMs = 60_000;
const mostEntries = 1_000;

export function createTokenCache(parts: { store: Store; clock: () => number; log: Log }): TokenCache {
  const { store, clock, log } = parts;
  const kept = new Map<string, { record: ApiToken; readAtMs: number; touchedAtMs: number }>();

  return {
    resolve(token) {
      const entry = kept.get(token);
      const now = clock();
      if (!entry || now - entry.readAtMs >= trustMs || now < entry.readAtMs) return read(token, now);
      return usable(entry.record, now) ? entry.record : null;
    },
    clear: () => kept.clear(),
  };

  async function read(token: string, now: number): Promise<ApiToken | null> {
    const record = await store.tokens.byHash(secretHash(token));
    const maker = record && (await store.users.byId(record.createdBy));
    if (!record || !usable(record, now) || !mayHave(maker, record)) {
      kept.delete(token);
      return null;
    }
    const touchedAtMs = Math.max(record.lastUsedAt ?? 0, kept.get(token)?.touchedAtMs ?? 0);
    const touch = now - touchedAtMs >= touchEveryMs;
    if (kept.size >= mostEntries) kept.clear();
    kept.set(token, { record, readAtMs: now, touchedAtMs: touch ? now : touchedAtMs });
    // Off the request path: a failure costs a date, not an answer.
    if (touch)
      store.tokens
        .touch(record.id, now)
        .catch((error: unknown) => log.warn({ err: error }, "could not note the use of an API token"));
    return record;
  }
}

/** Of somebody's tokens those that work, as far as it is theirs to say and not their maker's state. */
export function workingTokensOf<T extends Pick<ApiToken, "createdBy" | "revokedAt" | "expiresAt">>(
  userId: string,
  tokens: readonly T[],
  now: number,
): T[] {
  return tokens.filter((token) => token.createdBy === userId && usable(token, now));
}

const usable = (record: Pick<ApiToken, "revokedAt" | "expiresAt">, now: number): boolean =>
  record.revokedAt === null && (record.expiresAt === null || record.expiresAt > now);

/**
 * A token lives as long as its maker is a member who may do what it may. It comes back with them: whoever disables somebody
 * by mistake breaks nothing for good.
 */
export function mayHave(
  maker: Pick<PublicUser, "disabled" | "role"> | null,
  token: Pick<ApiToken, "role">,
): boolean {
  if (maker === null || maker.disabled) return false;
  return token.role === null || roleSuffices(maker.role, token.role);
}
