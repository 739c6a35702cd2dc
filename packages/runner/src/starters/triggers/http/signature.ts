import { createHmac } from "node:crypto";

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

/** Takes a signature for this request alone; false when another one had it, in whatever process. */
export type ClaimSignature = (signature: string, untilMs: number) => Promise<boolean>;
