import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { DomProblem } from "../operation.ts";
import type { KeyInfo } from "./keys.ts";
import { curves, hashIn, type KeyAlgorithm } from "./parameters.ts";

/** What keys of an algorithm may do, by their type. */
export const usagesOf: { readonly [name: string]: { readonly [type: string]: readonly string[] } } = {
  HMAC: { secret: ["sign", "verify"] },
  "AES-GCM": { secret: ["encrypt", "decrypt"] },
  "AES-CBC": { secret: ["encrypt", "decrypt"] },
  "AES-CTR": { secret: ["encrypt", "decrypt"] },
  PBKDF2: { secret: ["deriveBits", "deriveKey"] },
  HKDF: { secret: ["deriveBits", "deriveKey"] },
  "RSASSA-PKCS1-v1_5": { private: ["sign"], public: ["verify"] },
  "RSA-PSS": { private: ["sign"], public: ["verify"] },
  "RSA-OAEP": { private: ["decrypt"], public: [] },
  ECDSA: { private: ["sign"], public: ["verify"] },
  Ed25519: { private: ["sign"], public: ["verify"] },
};

/** @throws DomProblem for what is no such key, or one whose use would take long */
export function importKey(
  format: string,
  jwk: unknown,
  data: Buffer | undefined,
  algorithm: KeyAlgorithm,
): Omit<KeyInfo, "usages"> {
  if (usagesOf[algorithm.name]?.secret) return secretKey(format, jwk, data, algorithm);
  const key = asymmetricKey(format, jwk, data, algorithm);
  checkKind(key, algorithm);
  const isPrivate = key.type === "private";
  const der = isPrivate
    ? key.export({ format: "der", type: "pkcs8" })
    : key.export({ format: "der", type: "spki" });
  // A number in it that is longer than the modulus would be a loop that nobody can stop, each time the key is used.
  if (der.length > MOST_KEY_BYTES)
    throw new DomProblem("DataError", `crypto.subtle.importKey: a key has at most ${MOST_KEY_BYTES} bytes.`);
  const details = key.asymmetricKeyDetails ?? {};
  const told: KeyAlgorithm = { ...algorithm };
  if (details.modulusLength !== undefined) told.modulusLength = details.modulusLength;
  return { type: isPrivate ? "private" : "public", algorithm: told, data: der.toString("base64") };
}

function secretKey(
  format: string,
  jwk: unknown,
  data: Buffer | undefined,
  algorithm: KeyAlgorithm,
): Omit<KeyInfo, "usages"> {
  let bytes = data;
  if (format === "jwk") {
    const { kty, k } = jwk as { kty?: unknown; k?: unknown };
    if (kty !== "oct" || typeof k !== "string")
      throw new DomProblem("DataError", "crypto.subtle.importKey: the jwk is no secret key.");
    bytes = Buffer.from(k, "base64url");
  } else if (format !== "raw")
    throw new DomProblem(
      "NotSupportedError",
      `crypto.subtle.importKey: ${algorithm.name} keys come as "raw" or "jwk".`,
    );
  if (!bytes) throw new TypeError("crypto.subtle.importKey: the key is missing.");
  if (algorithm.name.startsWith("AES-")) {
    if (![16, 24, 32].includes(bytes.length))
      throw new DomProblem("DataError", "crypto.subtle.importKey: an AES key has 16, 24 or 32 bytes.");
    return {
      type: "secret",
      algorithm: { name: algorithm.name, length: bytes.length * 8 },
      data: bytes.toString("base64"),
    };
  }
  if (algorithm.name !== "HMAC")
    return { type: "secret", algorithm: { name: algorithm.name }, data: bytes.toString("base64") };
  if (bytes.length === 0) throw new DomProblem("DataError", "crypto.subtle.importKey: the key is empty.");
  return {
    type: "secret",
    algorithm: { name: "HMAC", hash: hashIn(algorithm), length: bytes.length * 8 },
    data: bytes.toString("base64"),
  };
}

function asymmetricKey(
  format: string,
  jwk: unknown,
  data: Buffer | undefined,
  algorithm: KeyAlgorithm,
): KeyObject {
  try {
    if (format === "jwk") {
      const key = jwk as JsonWebKey;
      return typeof key.d === "string"
        ? createPrivateKey({ key, format: "jwk" })
        : createPublicKey({ key, format: "jwk" });
    }
    if (!data) throw new TypeError("The key is missing.");
    if ((format === "pkcs8" || format === "spki") && derLength(data) !== data.length)
      throw new TypeError("This is not one element.");
    if (format === "pkcs8") return createPrivateKey({ key: data, format: "der", type: "pkcs8" });
    if (format === "spki") return createPublicKey({ key: data, format: "der", type: "spki" });
    if (format === "raw") return rawPublicKey(data, algorithm);
  } catch (error) {
    if (error instanceof DomProblem) throw error;
    throw new DomProblem(
      "DataError",
      `crypto.subtle.importKey: this is no ${algorithm.name} key in the format ${JSON.stringify(format.slice(0, 20))}.`,
    );
  }
  throw new TypeError(`crypto.subtle.importKey: the formats are "raw", "pkcs8", "spki" and "jwk".`);
}

/** Bytes of the sequence that DER begins with, as its header says: Node does not look at what follows it. */
function derLength(der: Buffer): number {
  const [tag, first = 0] = der;
  if (tag !== 0x30) return -1;
  if (first < 0x80) return 2 + first;
  const bytes = first - 0x80;
  if (bytes < 1 || bytes > 4 || der.length < 2 + bytes) return -1;
  return 2 + bytes + der.readUIntBE(2, bytes);
}

function rawPublicKey(data: Buffer, algorithm: KeyAlgorithm): KeyObject {
  if (algorithm.name === "Ed25519")
    return createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: data.toString("base64url") },
      format: "jwk",
    });
  if (algorithm.name === "ECDSA") return createPublicKey({ key: pointJwk(data, algorithm), format: "jwk" });
  throw new DomProblem(
    "NotSupportedError",
    `crypto.subtle.importKey: ${algorithm.name} keys come as "spki", "pkcs8" or "jwk".`,
  );
}

/** An uncompressed point of a curve. */
export function pointJwk(point: Buffer, { namedCurve = "" }: KeyAlgorithm): JsonWebKey {
  const size = (point.length - 1) / 2;
  if (point[0] !== 4 || size !== curves[namedCurve]!.bytes)
    throw new TypeError("This is no point of the curve.");
  const [x, y] = [point.subarray(1, 1 + size), point.subarray(1 + size)];
  return { kty: "EC", crv: namedCurve, x: x.toString("base64url"), y: y.toString("base64url") };
}

const MOST_RSA_BITS = 4_096;
/** As DER: a private key of so many bits has 2 373. */
const MOST_KEY_BYTES = 4_096;

export function checkKind(key: KeyObject, algorithm: KeyAlgorithm): void {
  const kind = key.asymmetricKeyType;
  const details = key.asymmetricKeyDetails ?? {};
  const wrong = (message: string) => new DomProblem("DataError", `crypto.subtle.importKey: ${message}`);
  if (algorithm.name === "Ed25519") {
    if (kind !== "ed25519") throw wrong("this is no Ed25519 key.");
  } else if (algorithm.name === "ECDSA") {
    const curve = curves[algorithm.namedCurve ?? ""];
    if (kind !== "ec" || details.namedCurve !== curve?.openssl)
      throw wrong(`the key is not of the curve ${algorithm.namedCurve}.`);
  } else {
    if (kind !== "rsa") throw wrong("this is no RSA key.");
    const bits = details.modulusLength ?? 0;
    if (bits > MOST_RSA_BITS) throw wrong(`the key has ${bits} bits, at most ${MOST_RSA_BITS} are taken.`);
    if ((details.publicExponent ?? 0n) >= 1n << 33n) throw wrong("the public exponent is too large.");
  }
}
