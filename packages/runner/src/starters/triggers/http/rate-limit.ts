import { lastUsed } from "../../../last-used.ts";

/** Seconds to wait, or null when the request may pass. */
export type RateLimiter = { take(client: string, perMinute: number): number | null };

/** A bucket per client that holds a minute's worth and fills evenly. Bounded: the clients not seen longest are forgotten. */
export function createRateLimiter(clock: () => number): RateLimiter {
  const buckets = lastUsed<{ tokens: number; at: number }>(20_000);
  return {
    take(client, perMinute) {
      const now = clock();
      const known = buckets.get(client) ?? { tokens: perMinute, at: now };
      const filled = known.tokens + (Math.max(0, now - known.at) / 60_000) * perMinute;
      const tokens = Math.min(perMinute, filled);
      if (tokens < 1) {
        buckets.set(client, { tokens, at: now });
        return Math.max(1, Math.ceil(((1 - tokens) / perMinute) * 60));
      }
      buckets.set(client, { tokens: tokens - 1, at: now });
      return null;
    },
  };
}
