import { createECDH, createHash, createHmac, type KeyObject } from "node:crypto";
import { curves, type Hash } from "./parameters.ts";

const orders: { readonly [curve: string]: bigint } = {
  "P-256": 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  "P-384":
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
};

/**
 * ECDSA whose secret number comes from key and message, as RFC 6979 says: the same signature each time, so that a replay makes
 * it again. Node's own draws a number. The multiplication on the curve is OpenSSL's.
 *
 * @returns r and s, one after the other, as the web's crypto has it
 */
export function signEcdsa(key: KeyObject, curve: string, hash: Hash, data: Buffer): Buffer {
  const { openssl, bytes } = curves[curve]!;
  const order = orders[curve]!;
  const secret = Buffer.from(key.export({ format: "jwk" }).d!, "base64url");
  const digest = createHash(nodeHash(hash)).update(data).digest();
  // The leftmost bits of the digest: both orders have whole bytes.
  const message = number(digest.subarray(0, bytes)) % order;
  for (const k of numbers({ hash: nodeHash(hash), secret, message: toBytes(message, bytes), order, bytes })) {
    const ecdh = createECDH(openssl);
    ecdh.setPrivateKey(toBytes(k, bytes));
    const r = number(ecdh.getPublicKey().subarray(1, 1 + bytes)) % order;
    const s = (inverse(k, order) * ((message + r * number(secret)) % order)) % order;
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r, bytes), toBytes(s, bytes)]);
  }
  throw new Error("No number fits.");
}

type Start = { hash: string; secret: Buffer; message: Buffer; order: bigint; bytes: number };

/** RFC 6979, 3.2. */
function* numbers({ hash, secret, message, order, bytes }: Start): Generator<bigint> {
  const hmac = (key: Buffer, ...parts: Buffer[]) => {
    const made = createHmac(hash, key);
    for (const part of parts) made.update(part);
    return made.digest();
  };
  const size = createHash(hash).digest().length;
  let v: Buffer = Buffer.alloc(size, 1);
  let key: Buffer = Buffer.alloc(size);
  for (const step of [0, 1]) {
    key = hmac(key, v, Buffer.of(step), secret, message);
    v = hmac(key, v);
  }
  for (let tries = 0; tries < 100; tries++) {
    let made: Buffer = Buffer.alloc(0);
    while (made.length < bytes) {
      v = hmac(key, v);
      made = Buffer.concat([made, v]);
    }
    const k = number(made.subarray(0, bytes));
    if (k >= 1n && k < order) yield k;
    key = hmac(key, v, Buffer.of(0));
    v = hmac(key, v);
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

const nodeHash = (hash: Hash) => hash.replace("-", "").toLowerCase();
const number = (bytes: Buffer) => BigInt(`0x${bytes.toString("hex")}`);
const toBytes = (value: bigint, bytes: number) =>
  Buffer.from(value.toString(16).padStart(bytes * 2, "0"), "hex");
