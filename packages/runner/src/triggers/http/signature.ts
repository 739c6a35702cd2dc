import { createHmac, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";

/** Where a client puts its signature: `t=<seconds>,v1=<hex>`. */
export const signatureHeader = "x-scriptyard-signature";
/** How far a signature's time may be from ours, either way. */
export const replayWindowMs = 300_000;

export type Signed = { method: string; pathAndQuery: string; body: Uint8Array };

/**
 * HMAC-SHA-256 over time, method, address and body, so that none of them can be exchanged.
 *
 * @param pathAndQuery as in the request line, e.g. `/hooks/acme/orders/42?x=1`
 * @example sign(secret, 1_770_000_000, { method: "POST", pathAndQuery: "/hooks/acme/orders", body })
 */
export function sign(secret: string, seconds: number, { method, pathAndQuery, body }: Signed): string {
  return createHmac("sha256", secret)
    .update(`${seconds}.${method}.${pathAndQuery}.`)
    .update(body)
    .digest("hex");
}

/** Accepts each signature once within its window. One per trigger; a new process begins anew. */
export type SignatureCheck = (secret: string, header: string | undefined, signed: Signed) => boolean;

export function createSignatureCheck(clock: () => number): SignatureCheck {
  // The window bounds how long a signature must be remembered, the limit how many: past it the oldest could be replayed.
  const seen = new LRUCache<string, number>({ max: 50_000 });
  return (secret, header, signed) => {
    const parsed = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "");
    const seconds = Number(parsed?.[1] ?? 0);
    const given = Buffer.from(parsed?.[2] ?? "00".repeat(32), "hex");
    // Compared in any case, so that the time it takes tells nothing about which part was wrong.
    const equal = timingSafeEqual(Buffer.from(sign(secret, seconds, signed), "hex"), given);
    if (parsed === null || !equal) return false;
    const now = clock();
    if (Math.abs(now - seconds * 1_000) > replayWindowMs) return false;
    const until = seen.get(parsed[2]!);
    if (until !== undefined && until > now) return false;
    seen.set(parsed[2]!, seconds * 1_000 + replayWindowMs);
    return true;
  };
}
