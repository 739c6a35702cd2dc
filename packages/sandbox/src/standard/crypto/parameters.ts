import { DomProblem } from "../operation.ts";

export type Hash = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** An algorithm with those of its parameters that are no bytes. */
export type KeyAlgorithm = {
  name: string;
  hash?: Hash;
  length?: number;
  namedCurve?: string;
  modulusLength?: number;
  iterations?: number;
  saltLength?: number;
  tagLength?: number;
};

const hashes: readonly Hash[] = ["SHA-1", "SHA-256", "SHA-384", "SHA-512"];
const names = [
  ...hashes,
  "HMAC",
  "AES-GCM",
  "AES-CBC",
  "AES-CTR",
  "PBKDF2",
  "HKDF",
  "RSASSA-PKCS1-v1_5",
  "RSA-PSS",
  "RSA-OAEP",
  "ECDSA",
  "Ed25519",
];
const byName = new Map(names.map((name) => [name.toLowerCase(), name]));

/** The algorithm that a call names, its names as the standard spells them. */
export function algorithmIn(args: readonly unknown[]): KeyAlgorithm {
  const given = args[0];
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new TypeError("crypto.subtle: the algorithm needs a name.");
  const { name, hash, namedCurve, ...rest } = given as { [name: string]: unknown };
  const known = typeof name === "string" ? byName.get(name.toLowerCase()) : undefined;
  if (known === undefined)
    throw new DomProblem(
      "NotSupportedError",
      `crypto.subtle: there is no algorithm ${shown(name)}; there are ${names.join(", ")}.`,
    );
  const algorithm: KeyAlgorithm = { name: known };
  if (hash !== undefined) algorithm.hash = hashNamed(hash);
  if (namedCurve !== undefined) {
    if (namedCurve !== "P-256" && namedCurve !== "P-384")
      throw new DomProblem(
        "NotSupportedError",
        `crypto.subtle: the curves are P-256 and P-384, not ${shown(namedCurve)}.`,
      );
    algorithm.namedCurve = namedCurve;
  }
  for (const key of ["length", "iterations", "saltLength", "tagLength", "modulusLength"] as const) {
    const value = rest[key];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0x7f_ff_ff_ff)
      throw new TypeError(`crypto.subtle: \`${key}\` must be a whole number of 0 or more.`);
    algorithm[key] = value;
  }
  return algorithm;
}

/** Of an algorithm that is nothing without one. */
export function hashIn({ name, hash }: KeyAlgorithm): Hash {
  if (hash === undefined) throw new TypeError(`crypto.subtle: ${name} needs a \`hash\`, such as "SHA-256".`);
  return hash;
}

function hashNamed(hash: unknown): Hash {
  const name = typeof hash === "object" && hash !== null ? (hash as { name?: unknown }).name : hash;
  const known = typeof name === "string" ? byName.get(name.toLowerCase()) : undefined;
  if (!hashes.includes(known as Hash))
    throw new DomProblem(
      "NotSupportedError",
      `crypto.subtle: there is no hash ${shown(name)}; there are ${hashes.join(", ")}.`,
    );
  return known as Hash;
}

/** The bytes that came along, by their names. */
export function bytesIn(args: readonly unknown[], buffers: readonly Buffer[]): { [name: string]: Buffer } {
  const all = buffers[0] ?? Buffer.alloc(0);
  const found: { [name: string]: Buffer } = Object.create(null) as { [name: string]: Buffer };
  let at = 0;
  for (const entry of Array.isArray(args[1]) ? (args[1] as unknown[]) : []) {
    const [name, length] = entry as [unknown, unknown];
    if (typeof name !== "string" || typeof length !== "number" || !(length >= 0) || at + length > all.length)
      throw new TypeError("crypto.subtle: bytes are missing.");
    found[name] = all.subarray(at, at + length);
    at += length;
  }
  return found;
}

export function listIn(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > 20 || value.some((one) => typeof one !== "string"))
    throw new TypeError("crypto.subtle: the usages must be a list of texts.");
  return value as string[];
}

const shown = (value: unknown) => JSON.stringify(String(value).slice(0, 60));

export const curves: { readonly [name: string]: { readonly openssl: string; readonly bytes: number } } = {
  "P-256": { openssl: "prime256v1", bytes: 32 },
  "P-384": { openssl: "secp384r1", bytes: 48 },
};

export function byteLength(bits: number): number {
  if (bits % 8 !== 0 || bits <= 0 || bits > 1_024)
    throw new DomProblem(
      "OperationError",
      "crypto.subtle: `length` must be a number of bits, in whole bytes, up to 1024.",
    );
  return bits / 8;
}
