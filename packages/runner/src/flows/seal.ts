import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Json } from "@scriptyard/model";

/**
 * What a flow session remembers holds personal data: the user, their address, what scripts noted about them. The
 * database keeps only the hash of the session's secret, so sealing with the secret means that a copy of the database
 * tells nothing about logins in progress.
 */
export type Sealed = { sealed: string };

/** AES-256-GCM under a key made from the secret; bound to `name`, so that texts cannot be swapped between places. */
export function seal(
  secret: string,
  name: string,
  value: Json,
  random: (bytes: number) => Uint8Array,
): Sealed {
  const nonce = random(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce);
  cipher.setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64") };
}

/** @throws Error when the text was changed, or sealed under another secret or name */
export function unseal(secret: string, name: string, { sealed }: Sealed): Json {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  return JSON.parse(text.toString("utf8")) as Json;
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "scriptyard flow session", 32));
}
