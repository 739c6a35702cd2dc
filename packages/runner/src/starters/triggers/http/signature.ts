import { createHmac, timingSafeEqual } from "node:crypto";

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

/**
 * Whether a request was signed with the secret just now, for the first time. What was used is kept in the store: a
 * process that starts anew, or a second one, knows it too.
 */
export async function isSigned(
  secret: string,
  header: string | undefined,
  signed: Signed,
  { nowMs, claim }: { nowMs: number; claim: ClaimSignature },
): Promise<boolean> {
  const parsed = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "");
  const seconds = Number(parsed?.[1] ?? 0);
  const given = Buffer.from(parsed?.[2] ?? "00".repeat(32), "hex");
  // Compared in any case, so that the time it takes tells nothing about which part was wrong.
  const equal = timingSafeEqual(Buffer.from(sign(secret, seconds, signed), "hex"), given);
  if (parsed === null || !equal) return false;
  const untilMs = seconds * 1_000 + replayWindowMs;
  if (Math.abs(nowMs - seconds * 1_000) > replayWindowMs) return false;
  return claim(parsed[2]!, untilMs);
}
