import {
  constants,
  createHash,
  createHmac,
  privateDecrypt,
  privateEncrypt,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { DomProblem, type Operation } from "../operation.ts";
import { signEcdsa } from "./ecdsa.ts";
import { type KeyInfo, keyIn, keyObject } from "./keys.ts";
import { algorithmIn, bytesIn, hashIn, type KeyAlgorithm } from "./parameters.ts";

type Charge = (operations: number) => void;

/** Processor time in operations: 2048 bits sign in about a millisecond, and that grows with the third power. */
const signCost = (bits = 2_048) => Math.ceil(20_000 * (bits / 2_048) ** 3);
const VERIFY_COST = 1_500;

/** Always the same for the same data and key: what is random elsewhere comes from both. */
export function signatureOf(algorithm: KeyAlgorithm, key: KeyInfo, data: Buffer, charge: Charge): Buffer {
  if (algorithm.name === "HMAC") {
    return createHmac(nodeHash(algorithm), Buffer.from(key.data, "base64")).update(data).digest();
  }
  if (key.type !== "private") throw mayNot("sign");
  if (algorithm.name === "Ed25519") {
    charge(VERIFY_COST);
    return sign(null, data, keyObject(key));
  }
  if (algorithm.name === "ECDSA") {
    charge(10_000);
    return signEcdsa(keyObject(key), algorithm.namedCurve!, hashIn(algorithm), data);
  }
  charge(signCost(algorithm.modulusLength));
  if (algorithm.name === "RSASSA-PKCS1-v1_5") return sign(nodeHash(algorithm), data, keyObject(key));
  if (algorithm.name === "RSA-PSS") return signPss(algorithm, key, data);
  throw mayNot("sign");
}

export function signatureIsRight(
  algorithm: KeyAlgorithm,
  key: KeyInfo,
  { signature, data }: { signature: Buffer; data: Buffer },
  charge: Charge,
): boolean {
  if (algorithm.name === "HMAC") {
    const right = createHmac(nodeHash(algorithm), Buffer.from(key.data, "base64")).update(data).digest();
    return right.length === signature.length && timingSafeEqual(right, signature);
  }
  if (key.type !== "public") throw mayNot("verify");
  charge(VERIFY_COST);
  const object = keyObject(key);
  try {
    if (algorithm.name === "Ed25519") return verify(null, data, object, signature);
    const hash = nodeHash(algorithm);
    if (algorithm.name === "ECDSA")
      return verify(hash, data, { key: object, dsaEncoding: "ieee-p1363" }, signature);
    if (algorithm.name === "RSASSA-PKCS1-v1_5") return verify(hash, data, object, signature);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify(hash, data, { key: object, padding, saltLength: algorithm.saltLength ?? 0 }, signature);
  } catch {
    return false;
  }
}

/** RSA-OAEP, only to read: what is written with it is different each time. */
export const decryptOaep: Operation = (args, buffers, charge, secrets) => {
  const key = keyIn(args, 2, secrets);
  if (key.type !== "private" || algorithmIn(args).name !== key.algorithm.name) throw mayNot("decrypt");
  const { data = Buffer.alloc(0), label } = bytesIn(args, buffers);
  charge(signCost(key.algorithm.modulusLength));
  try {
    return privateDecrypt(
      {
        key: keyObject(key),
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: nodeHash(key.algorithm),
        ...(label && { oaepLabel: label }),
      },
      data,
    );
  } catch {
    throw new DomProblem(
      "OperationError",
      "crypto.subtle.decrypt: the data was changed, or the key is another.",
    );
  }
};

const mayNot = (usage: string) =>
  new DomProblem("InvalidAccessError", `crypto.subtle: the key may not be used to ${usage}.`);

function nodeHash(algorithm: KeyAlgorithm): string {
  return hashIn(algorithm).replace("-", "").toLowerCase();
}

/** EMSA-PSS of RFC 8017 with a salt that comes from key and message. */
function signPss(algorithm: KeyAlgorithm, key: KeyInfo, data: Buffer): Buffer {
  const hash = nodeHash(algorithm);
  const digest = createHash(hash).update(data).digest();
  const size = digest.length;
  const saltLength = algorithm.saltLength ?? 0;
  const bits = (algorithm.modulusLength ?? 2_048) - 1;
  const length = Math.ceil(bits / 8);
  if (saltLength > 512 || length < size + saltLength + 2)
    throw new DomProblem("OperationError", "crypto.subtle.sign: `saltLength` is too large for the key.");
  const salt = expand(hash, createHmac(hash, key.data).update(digest).digest(), saltLength);
  const inner = createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const block = Buffer.alloc(length - size - 1);
  block[block.length - saltLength - 1] = 1;
  salt.copy(block, block.length - saltLength);
  const mask = expand(hash, inner, block.length);
  for (let i = 0; i < block.length; i++) block[i] = block[i]! ^ mask[i]!;
  block[0] = block[0]! & (0xff >> (8 * length - bits));
  const encoded = Buffer.concat([block, inner, Buffer.of(0xbc)]);
  // One byte shorter than the modulus where its bits are one more than whole bytes.
  const whole = Buffer.concat([Buffer.alloc(Math.ceil((bits + 1) / 8) - length), encoded]);
  return privateEncrypt({ key: keyObject(key), padding: constants.RSA_NO_PADDING }, whole);
}

/** MGF1. */
function expand(hash: string, seed: Buffer, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let counter = 0, made = 0; made < length; counter++) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    const part = createHash(hash).update(seed).update(number).digest();
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}
