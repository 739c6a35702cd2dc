import { createECDH, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { LruMap } from "../lru-map.ts";
import { DomProblem, type Operation } from "../operation.ts";
import { algorithmIn, byteLength, bytesIn, curves, hashIn, type KeyAlgorithm, listIn } from "./parameters.ts";

/** A key as a guest holds it. `data` is base64: raw bytes, PKCS #8 or SPKI. */
export type KeyInfo = {
  type: "secret" | "private" | "public";
  algorithm: KeyAlgorithm;
  data: string;
  usages: string[];
};

const usagesOf: { readonly [name: string]: { readonly [type: string]: readonly string[] } } = {
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

export const keyOperations: { readonly [name: string]: Operation } = {
  "key.import"(args, buffers, charge) {
    charge(1_000);
    const algorithm = algorithmIn(args);
    const bytes = bytesIn(args, buffers);
    const [format, jwk, usages] = [args[2], args[3], listIn(args[4])];
    const key = importKey(String(format), jwk, bytes.data, algorithm);
    return withUsages(key, usages, "importKey");
  },
  "key.export": (args) => exportKey(String(args[0]), keyIn(args, 1)),
  "key.generate"(args, buffers, charge) {
    charge(2_000);
    const algorithm = algorithmIn(args);
    const { seed } = bytesIn(args, buffers);
    const usages = listIn(args[2]);
    if (!seed || seed.length < 64) throw new TypeError("The seed is missing.");
    if (usagesOf[algorithm.name]?.secret) {
      const length =
        algorithm.length ?? (algorithm.hash === "SHA-1" || algorithm.hash === "SHA-256" ? 512 : 1_024);
      const raw = Buffer.concat([seed, seed]).subarray(0, byteLength(length));
      return withUsages(importKey("raw", null, raw, algorithm), usages, "generateKey");
    }
    const made = generatePair(algorithm, seed);
    const own = (key: KeyInfo) =>
      usages.filter((usage) => usagesOf[algorithm.name]![key.type]!.includes(usage));
    if (usages.some((usage) => !["sign", "verify"].includes(usage)) || own(made.privateKey).length === 0)
      throw new DomProblem("SyntaxError", `crypto.subtle.generateKey: ${algorithm.name} signs and verifies.`);
    return {
      publicKey: { ...made.publicKey, usages: own(made.publicKey) },
      privateKey: { ...made.privateKey, usages: own(made.privateKey) },
    };
  },
  "key.length": (args) => {
    const algorithm = algorithmIn(args);
    if (algorithm.name === "HMAC")
      return algorithm.length ?? (algorithm.hash === "SHA-384" || algorithm.hash === "SHA-512" ? 1_024 : 512);
    if (algorithm.name.startsWith("AES-")) return algorithm.length;
    throw new DomProblem("NotSupportedError", "crypto.subtle.deriveKey: HMAC and AES keys can be derived.");
  },
};

function withUsages(key: Omit<KeyInfo, "usages">, usages: string[], doing: string): KeyInfo {
  const allowed = usagesOf[key.algorithm.name]![key.type] ?? [];
  const wrong = usages.find((usage) => !allowed.includes(usage));
  if (wrong !== undefined)
    throw new DomProblem(
      "SyntaxError",
      `crypto.subtle.${doing}: a ${key.type} key of ${key.algorithm.name} cannot ${wrong.slice(0, 40)}.`,
    );
  if (usages.length === 0 && key.type !== "public")
    throw new DomProblem(
      "SyntaxError",
      `crypto.subtle.${doing}: say what the key is for, such as ["${allowed[0]}"].`,
    );
  return { ...key, usages: [...new Set(usages)] };
}

function importKey(
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
function pointJwk(point: Buffer, { namedCurve = "" }: KeyAlgorithm): JsonWebKey {
  const size = (point.length - 1) / 2;
  if (point[0] !== 4 || size !== curves[namedCurve]!.bytes)
    throw new TypeError("This is no point of the curve.");
  const [x, y] = [point.subarray(1, 1 + size), point.subarray(1 + size)];
  return { kty: "EC", crv: namedCurve, x: x.toString("base64url"), y: y.toString("base64url") };
}

const MOST_RSA_BITS = 4_096;
/** As DER: a private key of so many bits has 2 373. */
const MOST_KEY_BYTES = 4_096;

function checkKind(key: KeyObject, algorithm: KeyAlgorithm): void {
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

function exportKey(format: string, key: KeyInfo): unknown {
  const bytes = Buffer.from(key.data, "base64");
  if (key.type === "secret") {
    if (format === "raw") return bytes;
    if (format === "jwk") return { kty: "oct", k: bytes.toString("base64url") };
  } else {
    const object = keyObject(key);
    if (format === "jwk") return object.export({ format: "jwk" });
    if (format === "pkcs8" && key.type === "private") return bytes;
    if (format === "spki" && key.type === "public") return bytes;
    if (format === "raw" && key.type === "public" && !key.algorithm.name.startsWith("RSA")) {
      const { x = "", y } = object.export({ format: "jwk" });
      if (y === undefined) return Buffer.from(x, "base64url");
      return Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
    }
  }
  throw new DomProblem(
    "NotSupportedError",
    `crypto.subtle.exportKey: a ${key.type} key of ${key.algorithm.name} has no format ${JSON.stringify(format.slice(0, 20))}.`,
  );
}

const objects = new LruMap<string, KeyObject>(50);

/** Parsed once for each text: an RSA key takes a tenth of a millisecond. */
export function keyObject({ type, data }: KeyInfo): KeyObject {
  return objects.get(`${type} ${data}`, () => {
    const key = Buffer.from(data, "base64");
    return type === "private"
      ? createPrivateKey({ key, format: "der", type: "pkcs8" })
      : createPublicKey({ key, format: "der", type: "spki" });
  });
}

/** What a guest holds comes back from it: read again, whatever it says. */
export function keyIn(args: readonly unknown[], at: number): KeyInfo {
  const given = args[at] as Partial<KeyInfo> | null | undefined;
  if (
    typeof given !== "object" ||
    given === null ||
    typeof given.data !== "string" ||
    !["secret", "private", "public"].includes(given.type as string)
  )
    throw new TypeError("crypto.subtle: pass a CryptoKey.");
  const algorithm = algorithmIn([given.algorithm]);
  if (!Object.hasOwn(usagesOf, algorithm.name)) throw new TypeError("crypto.subtle: pass a CryptoKey.");
  const key: KeyInfo = { type: given.type!, algorithm, data: given.data, usages: [] };
  if (key.type !== "secret") checkKind(keyObject(key), algorithm);
  return key;
}

function generatePair(algorithm: KeyAlgorithm, seed: Buffer) {
  let jwk: JsonWebKey;
  if (algorithm.name === "Ed25519") {
    const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
    const key = createPrivateKey({
      key: Buffer.concat([prefix, seed.subarray(0, 32)]),
      format: "der",
      type: "pkcs8",
    });
    jwk = key.export({ format: "jwk" });
  } else if (algorithm.name === "ECDSA") {
    const { openssl, bytes } = curves[algorithm.namedCurve ?? ""]!;
    const ecdh = createECDH(openssl);
    const scalar = Buffer.from(seed.subarray(0, bytes));
    // Below the order of either curve, and not zero.
    scalar[0] = 0;
    scalar[1] = scalar[1]! | 1;
    ecdh.setPrivateKey(scalar);
    jwk = { ...pointJwk(ecdh.getPublicKey(), algorithm), d: scalar.toString("base64url") };
  } else
    throw new DomProblem(
      "NotSupportedError",
      `crypto.subtle.generateKey: ${algorithm.name} keys are made elsewhere and imported; Ed25519, ECDSA, HMAC and AES keys can be made here.`,
    );
  const { d: _private, ...publicJwk } = jwk;
  return {
    privateKey: { ...importKey("jwk", jwk, undefined, algorithm), usages: [] as string[] },
    publicKey: { ...importKey("jwk", publicJwk, undefined, algorithm), usages: [] as string[] },
  };
}
