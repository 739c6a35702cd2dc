/**
 * What a script says of a secret without having it: the handle that `secrets.get` answers, and what `secrets.text` and
 * `secrets.basic` make of it. The value is put in on the host's side, where it is used.
 *
 * - `secret`: the value. With `as`, the bytes that its text stands for.
 * - `text`: texts and secrets, joined.
 * - `base64`: what it says, as base64.
 *
 * @example { text: ["Bearer ", { secret: "stripe" }] }
 */
export type SecretWord =
  | { secret: string; as?: "base64" | "hex" }
  | { text: (string | SecretWord)[] }
  | { base64: SecretWord };

/** How deep a word may be made of others. */
const deepest = 6;
/** Parts of one text. */
const mostParts = 50;
/** Units of what a script adds to secrets. */
const longestText = 4_000;

/** Secrets in one word: with lists in lists a short text would stand for more than memory holds. */
const mostSecrets = 50;

/** A word as a guest wrote it, which may be anything; null where it is none. */
export function readSecretWord(value: unknown): SecretWord | null {
  const word = wordAt(value, 0);
  return word === null || secretsIn(word).length > mostSecrets ? null : word;
}

function wordAt(value: unknown, depth: number): SecretWord | null {
  if (typeof value !== "object" || value === null || depth > deepest) return null;
  const { secret, as, text, base64 } = value as { [name: string]: unknown };
  if (typeof secret === "string" && secret.length <= 100) {
    if (as === undefined || as === null) return { secret };
    return as === "base64" || as === "hex" ? { secret, as } : null;
  }
  if (Array.isArray(text) && text.length <= mostParts) {
    const parts = text.map((part: unknown) =>
      typeof part === "string" && part.length <= longestText ? part : wordAt(part, depth + 1),
    );
    return parts.every((part) => part !== null) ? { text: parts } : null;
  }
  const inner = wordAt(base64, depth + 1);
  return inner && { base64: inner };
}

/** Names of the secrets in a word. */
export function secretsIn(word: SecretWord): string[] {
  if ("secret" in word) return [word.secret];
  if ("base64" in word) return secretsIn(word.base64);
  return word.text.flatMap((part) => (typeof part === "string" ? [] : secretsIn(part)));
}

/**
 * What a word stands for.
 *
 * @param valueNamed the value of a secret of that name; throws where there is none
 * @throws TypeError naming the secret whose value is not written as it says: read in part, it would tell of itself
 */
export function secretBytes(word: SecretWord, valueNamed: (name: string) => string): Uint8Array {
  if ("base64" in word) return utf8.encode(base64Of(secretBytes(word.base64, valueNamed)));
  if ("text" in word)
    return joined(
      word.text.map((part) => (typeof part === "string" ? utf8.encode(part) : secretBytes(part, valueNamed))),
    );
  const value = valueNamed(word.secret);
  if (word.as === undefined) return utf8.encode(value);
  const bytes = word.as === "hex" ? hexBytes(value) : base64Bytes(value);
  if (bytes === null) throw new TypeError(`the value of the secret "${word.secret}" is not ${word.as}`);
  return bytes;
}

const utf8 = new TextEncoder();

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function hexBytes(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

/** Either alphabet, with or without its padding. */
function base64Bytes(text: string): Uint8Array | null {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain) || plain.replaceAll("=", "").length % 4 === 1) return null;
  return Uint8Array.from(atob(plain.replaceAll("=", "")), (unit) => unit.charCodeAt(0));
}

export function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
