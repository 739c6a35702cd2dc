// JSON Web Tokens, RFC 7519, signed by one of the algorithms below and never by none. Who verifies says which keys count; a
// header of the token only chooses among them.
import { CryptoKey, subtle } from "../crypto.guest.ts";
import { seam } from "../handle.guest.ts";
import { ask } from "../host.guest.ts";

type Json = { [name: string]: unknown };
type Keys = string | Uint8Array | CryptoKey | Json | { keys: readonly Json[] };
type VerifyOptions = {
  algorithms?: readonly string[];
  issuer?: string | readonly string[];
  audience?: string | readonly string[];
  subject?: string;
  leewaySeconds?: number;
  maxAgeSeconds?: number;
  now?: number;
};

export class JwtError extends Error {
  override readonly name = "JwtError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const hashOf = (algorithm: string) => "SHA-" + algorithm.slice(2);

/** How `crypto.subtle` names an algorithm: to import its keys, and to use them. */
function wayOf(algorithm: string): { key: Json; use: Json; kty: string } | null {
  switch (algorithm) {
    case "HS256":
    case "HS384":
    case "HS512":
      return { kty: "oct", key: { name: "HMAC", hash: hashOf(algorithm) }, use: { name: "HMAC" } };
    case "RS256":
    case "RS384":
    case "RS512": {
      const name = "RSASSA-PKCS1-v1_5";
      return { kty: "RSA", key: { name, hash: hashOf(algorithm) }, use: { name } };
    }
    case "PS256":
    case "PS384":
    case "PS512": {
      const saltLength = Number(algorithm.slice(2)) / 8;
      return {
        kty: "RSA",
        key: { name: "RSA-PSS", hash: hashOf(algorithm) },
        use: { name: "RSA-PSS", saltLength },
      };
    }
    case "ES256":
      return {
        kty: "EC",
        key: { name: "ECDSA", namedCurve: "P-256" },
        use: { name: "ECDSA", hash: "SHA-256" },
      };
    case "ES384":
      return {
        kty: "EC",
        key: { name: "ECDSA", namedCurve: "P-384" },
        use: { name: "ECDSA", hash: "SHA-384" },
      };
    case "EdDSA":
      return { kty: "OKP", key: { name: "Ed25519" }, use: { name: "Ed25519" } };
    default:
      return null;
  }
}

/** What a token says, unchecked: anybody may have written it. */
export function decode(token: string): { header: Json; claims: Json } {
  const { header, claims } = partsOf(token);
  return { header, claims };
}

/**
 * The claims of a token that one of the keys signed, that holds now and is meant for us.
 * @throws JwtError whose `code` says why not
 */
export async function verify(token: string, keys: Keys, options: VerifyOptions = {}): Promise<Json> {
  const { header, claims, signed, signature } = partsOf(token);
  const algorithm = String(header.alg);
  const allowed = options.algorithms ?? usualAlgorithms(keys);
  const way = wayOf(algorithm);
  if (way === null || !allowed.includes(algorithm))
    throw new JwtError(
      "algorithm",
      "jwt: the algorithm " + JSON.stringify(algorithm.slice(0, 40)) + " is not accepted.",
    );
  if (header.crit !== undefined)
    throw new JwtError("malformed", "jwt: the token asks for an extension that is not known.");
  let isRight = false;
  for (const key of keysFor(keys, way.kty, header, algorithm)) {
    const usable = await imported(key, way, "verify");
    if (await subtle.verify(way.use, usable, signature, bytesOf(signed))) {
      isRight = true;
      break;
    }
  }
  if (!isRight) throw new JwtError("signature", "jwt: none of the keys signed this token.");
  checkClaims(claims, options);
  return claims;
}

/** A signed token. `iat` is set to now, and `exp` where `expiresInSeconds` says when it ends. */
export async function sign(
  claims: Json,
  key: Keys,
  options: { algorithm: string; keyId?: string; expiresInSeconds?: number; header?: Json },
): Promise<string> {
  const way = wayOf(options.algorithm);
  if (way === null)
    throw new JwtError("algorithm", "jwt: there is no algorithm " + JSON.stringify(options.algorithm) + ".");
  const issuedAt = Math.floor(Date.now() / 1000);
  const said: Json = { iat: issuedAt, ...claims };
  if (options.expiresInSeconds !== undefined) said.exp = issuedAt + options.expiresInSeconds;
  const header: Json = { ...options.header, alg: options.algorithm, typ: options.header?.typ ?? "JWT" };
  if (options.keyId !== undefined) header.kid = options.keyId;
  const signed = encodeText(JSON.stringify(header)) + "." + encodeText(JSON.stringify(said));
  const usable = await imported(key as string, way, "sign");
  const signature = (await subtle.sign(way.use, usable, bytesOf(signed))) as ArrayBuffer;
  return signed + "." + urlSafe(ask("base64.encode", [], signature) as string);
}

/** A secret alone is for HMAC; public keys never are, or a token signed with a public key's text would pass. */
function usualAlgorithms(keys: Keys): string[] {
  if (typeof keys === "string" || keys instanceof Uint8Array || seam.wordOf(keys))
    return ["HS256", "HS384", "HS512"];
  if (keys instanceof CryptoKey && keys.type === "secret") return ["HS256", "HS384", "HS512"];
  return ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];
}

const MOST_KEYS = 20;

function keysFor(
  keys: Keys,
  kty: string,
  header: Json,
  algorithm: string,
): (string | Uint8Array | CryptoKey | Json)[] {
  if (typeof keys === "string" || keys instanceof Uint8Array || keys instanceof CryptoKey) return [keys];
  if (seam.wordOf(keys)) return [keys as Json];
  const all = (
    Array.isArray((keys as { keys?: unknown }).keys) ? (keys as { keys: Json[] }).keys : [keys]
  ) as Json[];
  const fitting = all.filter(
    (key) =>
      key.kty === kty &&
      (key.use === undefined || key.use === "sig") &&
      (key.alg === undefined || key.alg === algorithm) &&
      (header.kid === undefined || key.kid === undefined || key.kid === header.kid),
  );
  if (fitting.length === 0) throw new JwtError("key", "jwt: no key fits the token's algorithm and key id.");
  return fitting.slice(0, MOST_KEYS);
}

async function imported(
  key: string | Uint8Array | CryptoKey | Json,
  { key: algorithm, kty }: { key: Json; kty: string },
  usage: "sign" | "verify",
): Promise<unknown> {
  if (key instanceof CryptoKey) return key;
  if (seam.wordOf(key)) {
    const format = kty === "oct" ? "raw" : usage === "sign" ? "pkcs8" : "spki";
    return subtle.importKey(format, key, algorithm, false, [usage]);
  }
  if (typeof key === "string" || key instanceof Uint8Array) {
    const bytes = typeof key === "string" ? bytesOf(key) : key;
    return subtle.importKey("raw", bytes, algorithm, false, [usage]);
  }
  const { d: secret, ...open } = key;
  return subtle.importKey(
    "jwk",
    usage === "verify" && key.kty !== "oct" ? open : { ...open, ...(secret !== undefined && { d: secret }) },
    algorithm,
    false,
    [usage],
  );
}

function checkClaims(claims: Json, options: VerifyOptions): void {
  const now = (options.now ?? Date.now()) / 1000;
  const leeway = options.leewaySeconds ?? 0;
  const { exp, nbf, iat } = claims;
  for (const [name, value] of Object.entries({ exp, nbf, iat }))
    if (value !== undefined && (typeof value !== "number" || !(value - value === 0)))
      throw new JwtError("malformed", "jwt: `" + name + "` is no number.");
  if (exp !== undefined && now >= (exp as number) + leeway)
    throw new JwtError("expired", "jwt: the token has expired.");
  if (nbf !== undefined && now < (nbf as number) - leeway)
    throw new JwtError("not-yet", "jwt: the token does not hold yet.");
  if (options.maxAgeSeconds !== undefined) {
    if (iat === undefined) throw new JwtError("expired", "jwt: the token does not say when it was made.");
    if (now - (iat as number) > options.maxAgeSeconds + leeway)
      throw new JwtError("expired", "jwt: the token is too old.");
  }
  if (options.issuer !== undefined && !listOf(options.issuer).includes(claims.iss as string))
    throw new JwtError("issuer", "jwt: the token is of another issuer.");
  if (options.subject !== undefined && claims.sub !== options.subject)
    throw new JwtError("subject", "jwt: the token is about somebody else.");
  if (options.audience !== undefined) {
    const wanted = listOf(options.audience);
    if (!listOf(claims.aud as string).some((one) => wanted.includes(one)))
      throw new JwtError("audience", "jwt: the token is meant for somebody else.");
  }
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as string[]) : [value as string];
}

function partsOf(token: string): { header: Json; claims: Json; signed: string; signature: Uint8Array } {
  const parts = String(token).split(".", 4);
  if (parts.length !== 3) throw new JwtError("malformed", "jwt: a token has three parts.");
  const [head, body, end] = parts as [string, string, string];
  return {
    header: objectIn(head),
    claims: objectIn(body),
    signed: head + "." + body,
    signature: decodeBytes(end),
  };
}

function objectIn(part: string): Json {
  const bytes = decodeBytes(part);
  let value: unknown;
  try {
    const [text] = ask("text.decode", ["utf-8", true, true, false], bytes.buffer as ArrayBuffer) as [string];
    value = JSON.parse(text);
  } catch {
    throw new JwtError("malformed", "jwt: a part of the token is no JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new JwtError("malformed", "jwt: a part of the token is no object.");
  return value as Json;
}

function decodeBytes(part: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(part))
    throw new JwtError("malformed", "jwt: a part of the token is not base64url.");
  let binary: string;
  try {
    binary = ask("base64.decode", [part.replaceAll("-", "+").replaceAll("_", "/")]) as string;
  } catch {
    throw new JwtError("malformed", "jwt: a part of the token is not base64url.");
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(ask("utf8", [text]) as ArrayBuffer);
}

function encodeText(text: string): string {
  return urlSafe(ask("base64.encode", [], ask("utf8", [text]) as ArrayBuffer) as string);
}

function urlSafe(base64: string): string {
  let end = base64.length;
  while (end > 0 && base64[end - 1] === "=") end--;
  return base64.slice(0, end).replaceAll("+", "-").replaceAll("/", "_");
}
