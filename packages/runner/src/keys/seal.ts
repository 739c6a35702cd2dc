import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Json } from "@scriptyard/model";

/**
 * What a flow session remembers holds personal data: the user, their address, what scripts noted about them. The
 * database keeps only the hash of the session's secret, so sealing with the secret means that a copy of the database
 * tells nothing about logins in progress.
 */
export type Sealed = { sealed: string };

/** AES-256-GCM under a key made from the secret; bound to `name`, so that texts cannot be swapped between places. */
export function seal(secret: string, name: string, value: Json, random: RandomBytes): Sealed {
  return { sealed: sealBytes(secret, name, Buffer.from(JSON.stringify(value)), random) };
}

/** @throws Error when the text was changed, or sealed under another secret or name */
export function unseal(secret: string, name: string, { sealed }: Sealed): Json {
  return JSON.parse(unsealBytes(secret, name, sealed).toString("utf8")) as Json;
}

/** The same for a text that was sealed as one. */
export function unsealText(secret: string, name: string, sealed: string): string {
  const opened = unseal(secret, name, { sealed });
  return typeof opened === "string" ? opened : "";
}

/** The same for bytes; base64. */
export function sealBytes(secret: string, name: string, bytes: Uint8Array, random: RandomBytes): string {
  const nonce = random(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce);
  cipher.setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64");
}

/** @throws Error when the text was changed, or sealed under another secret or name */
export function unsealBytes(secret: string, name: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

type RandomBytes = (bytes: number) => Uint8Array;

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "scriptyard flow session", 32));
}
