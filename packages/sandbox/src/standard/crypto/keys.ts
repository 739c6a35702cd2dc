import { createECDH, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import type { SecretWord } from "@scriptyard/model";
import { LruMap } from "../lru-map.ts";
import { DomProblem, type Operation } from "../operation.ts";
import { bytesOfWord, type HandedSecrets, loneSecretIn } from "../secrets.ts";
import { checkKind, importKey, pointJwk, usagesOf } from "./import-key.ts";
import { algorithmIn, byteLength, bytesIn, curves, type KeyAlgorithm, listIn } from "./parameters.ts";

/**
 * A key as a guest holds it. `data` is base64: raw bytes, PKCS #8 or SPKI. Of a secret there is none: the guest holds what
 * it was made of, and the key is made anew here each time it is used.
 */
export type KeyInfo = {
  type: "secret" | "private" | "public";
  algorithm: KeyAlgorithm;
  data: string;
  usages: string[];
  secret?: { word: SecretWord; format: string };
};

export const keyOperations: { readonly [name: string]: Operation } = {
  "key.import"(args, buffers, charge, secrets) {
    charge(1_000);
    const algorithm = algorithmIn(args);
    if (args[5] !== undefined) return importSecret(args, algorithm, secrets);
    const bytes = bytesIn(args, buffers);
    const [format, jwk, usages] = [args[2], args[3], listIn(args[4])];
    const key = importKey(String(format), jwk, bytes.data, algorithm);
    return withUsages(key, usages, "importKey");
  },
  "key.export": (args) => exportKey(String(args[0]), keyIn(args, 1, undefined)),
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

/** Says of the key what it is for, and nothing of what it is. */
function importSecret(
  args: readonly unknown[],
  algorithm: KeyAlgorithm,
  secrets: HandedSecrets | undefined,
): KeyInfo {
  const secret = { word: loneSecretIn(args[5]), format: String(args[2]).slice(0, 20) };
  const made = withUsages(keyOfSecret(secret, algorithm, secrets), listIn(args[4]), "importKey");
  return { ...made, data: "", secret };
}

function keyOfSecret(
  { word, format }: NonNullable<KeyInfo["secret"]>,
  algorithm: KeyAlgorithm,
  secrets: HandedSecrets | undefined,
): Omit<KeyInfo, "usages"> {
  const bytes = bytesOfWord(word, secrets);
  try {
    if (format === "jwk") return importKey(format, JSON.parse(bytes.toString("utf8")), undefined, algorithm);
    return importKey(format, null, format === "raw" ? bytes : derOf(bytes), algorithm);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new DomProblem("DataError", "crypto.subtle.importKey: the secret is no jwk.");
    throw error;
  }
}

/** Keys are kept as PEM, as tools write them: one block, and nothing after it. */
function derOf(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  if (!text.startsWith("-----BEGIN ")) return bytes;
  const [, base64] = /^-----BEGIN [A-Z ]+-----([A-Za-z0-9+/=\s]+)-----END [A-Z ]+-----\s*$/.exec(text) ?? [];
  if (base64 === undefined)
    throw new DomProblem("DataError", "crypto.subtle.importKey: the secret is not one key as PEM.");
  return Buffer.from(base64, "base64");
}

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
export function keyIn(args: readonly unknown[], at: number, secrets: HandedSecrets | undefined): KeyInfo {
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
  if (given.secret !== undefined)
    return { ...keyOfSecret(secretIn(given.secret), algorithm, secrets), usages: [] };
  const key: KeyInfo = { type: given.type!, algorithm, data: given.data, usages: [] };
  if (key.type !== "secret") checkKind(keyObject(key), algorithm);
  return key;
}

function secretIn(given: unknown): NonNullable<KeyInfo["secret"]> {
  const { word, format } = (given ?? {}) as { word?: unknown; format?: unknown };
  return { word: loneSecretIn(word), format: String(format) };
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
