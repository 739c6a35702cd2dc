import { createHmac } from "node:crypto";
import { hookSigners, type SigningScheme } from "@scriptyard/model";

/** How far a signature's time may be from ours, either way. */
export const replayWindowMs = 300_000;

export type Signed = { method: string; pathAndQuery: string; body: Uint8Array };

/**
 * HMAC-SHA-256 over time, method, address and body, so that none of them can be exchanged.
 *
 * @param pathAndQuery as in the request line, e.g. `/hooks/acme/orders/42?x=1`
 * @example sign(secret, 1_770_000_000, { method: "POST", pathAndQuery: "/hooks/acme/orders", body })
 */
export function sign(secret: string, seconds: number, signed: Signed): string {
  const { scheme } = hookSigners.scriptyard;
  return signatureBytes(scheme, secret, signed, { t: String(seconds), id: "" }).toString("hex");
}

/** The signature of a request as its sender makes it. */
export function signatureBytes(
  { signed, key }: SigningScheme,
  secret: string,
  { method, pathAndQuery, body }: Signed,
  values: { t: string; id: string },
): Buffer {
  const hmac = createHmac("sha256", keyBytes(secret, key));
  const places: { [place: string]: string | Uint8Array } = { ...values, method, target: pathAndQuery, body };
  // Bytes of a body are no text: what is signed is put together from parts.
  for (const part of signed.split(/(\{\w+\})/)) hmac.update(places[part.slice(1, -1)] ?? part);
  return hmac.digest();
}

function keyBytes(secret: string, key: SigningScheme["key"]): Buffer {
  const coded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  return key === "base64" && coded !== undefined ? Buffer.from(coded, "base64") : Buffer.from(secret, "utf8");
}

/** Takes a signature for this request alone; false when another one had it, in whatever process. */
export type ClaimSignature = (signature: string, untilMs: number) => Promise<boolean>;
