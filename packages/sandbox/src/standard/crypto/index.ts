import { createCipheriv, createDecipheriv, createHash, hkdfSync, pbkdf2Sync } from "node:crypto";
import { DomProblem, type Operation } from "../operation.ts";
import type { HandedSecrets } from "../secrets.ts";
import { type KeyInfo, keyIn, keyOperations } from "./keys.ts";
import { algorithmIn, bytesIn, hashIn, type KeyAlgorithm } from "./parameters.ts";
import { decryptOaep, signatureIsRight, signatureOf } from "./signatures.ts";

/**
 * `crypto.subtle`, done at once by Node's own. All of it answers the same for the same question, signatures too, so that a replay
 * needs no record of it. What may take long is bounded and charged before it begins.
 */
export const cryptoOperations: { readonly [name: string]: Operation } = {
  ...keyOperations,
  digest(args, buffers) {
    const { name } = algorithmIn(args);
    return createHash(nodeHash(name)).update(dataIn(args, buffers)).digest();
  },
  sign(args, buffers, charge, secrets) {
    const algorithm = algorithmIn(args);
    const key = keyIn(args, 2, secrets);
    return signatureOf(merged(algorithm, key), key, dataIn(args, buffers), charge);
  },
  verify(args, buffers, charge, secrets) {
    const algorithm = algorithmIn(args);
    const key = keyIn(args, 2, secrets);
    const { signature = nothing, data = nothing } = bytesIn(args, buffers);
    return signatureIsRight(merged(algorithm, key), key, { signature, data }, charge);
  },
  encrypt: (...given) => encrypt(...given),
  decrypt: (...given) => decrypt(...given),
  derive: (...given) => derive(...given),
};

const nothing = Buffer.alloc(0);

function dataIn(args: readonly unknown[], buffers: readonly Buffer[]): Buffer {
  return bytesIn(args, buffers).data ?? nothing;
}

/** The key says what it is for; the call may add its own, such as the hash of ECDSA. */
function merged(algorithm: KeyAlgorithm, { algorithm: own }: KeyInfo): KeyAlgorithm {
  if (algorithm.name !== own.name)
    throw new DomProblem(
      "InvalidAccessError",
      `crypto.subtle: the key is one of ${own.name}, not of ${algorithm.name}.`,
    );
  return { ...algorithm, ...own };
}

/** `SHA-256` → `sha256` */
function nodeHash(name: string): string {
  if (!name.startsWith("SHA-"))
    throw new DomProblem("NotSupportedError", `crypto.subtle: ${name} is no hash.`);
  return name.replace("-", "").toLowerCase();
}

type Cipher = {
  name: string;
  node: string;
  key: Buffer;
  iv: Buffer;
  data: Buffer;
  additional: Buffer | undefined;
  tag: number;
};

function cipherIn(
  args: readonly unknown[],
  buffers: readonly Buffer[],
  secrets: HandedSecrets | undefined,
): Cipher {
  const algorithm = algorithmIn(args);
  const key = keyIn(args, 2, secrets);
  const { name, tagLength = 128 } = merged(algorithm, key);
  const { iv = nothing, counter = nothing, data = nothing, additionalData } = bytesIn(args, buffers);
  const bytes = Buffer.from(key.data, "base64");
  const bits = bytes.length * 8;
  if (name === "AES-GCM") {
    if (iv.length === 0 || iv.length > 1_024)
      throw new DomProblem("OperationError", "crypto.subtle: AES-GCM needs an `iv`, 12 bytes as a rule.");
    if (![96, 104, 112, 120, 128].includes(tagLength))
      throw new DomProblem("OperationError", "crypto.subtle: `tagLength` is 96, 104, 112, 120 or 128.");
    return {
      name,
      node: `aes-${bits}-gcm`,
      key: bytes,
      iv,
      data,
      additional: additionalData,
      tag: tagLength / 8,
    };
  }
  const start = name === "AES-CTR" ? counter : iv;
  if (start.length !== 16)
    throw new DomProblem(
      "OperationError",
      `crypto.subtle: ${name} needs 16 bytes of \`${name === "AES-CTR" ? "counter" : "iv"}\`.`,
    );
  if (name === "AES-CTR") checkCounter(algorithm, data);
  return {
    name,
    node: `aes-${bits}-${name.slice(4).toLowerCase()}`,
    key: bytes,
    iv: start,
    data,
    additional: undefined,
    tag: 0,
  };
}

/** Node counts over all 128 bits; a smaller counter of the standard's starts again, and would use a block twice. */
function checkCounter({ length = 0 }: KeyAlgorithm, data: Buffer): void {
  const blocks = Math.ceil(data.length / 16);
  if (length < 1 || length > 128 || (length < 32 && blocks > 2 ** length))
    throw new DomProblem(
      "OperationError",
      "crypto.subtle: `length` of the counter is 1 to 128 bits, and enough for the data.",
    );
  if (length !== 128 && length < 64)
    throw new DomProblem("NotSupportedError", "crypto.subtle: AES-CTR counts over 64 or 128 bits here.");
}

const encrypt: Operation = (args, buffers, _charge, secrets) => {
  const { name, node, key, iv, data, additional, tag } = cipherIn(args, buffers, secrets);
  if (name === "AES-GCM") {
    const cipher = createCipheriv(node as "aes-256-gcm", key, iv, { authTagLength: tag });
    if (additional) cipher.setAAD(additional);
    return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  }
  const cipher = createCipheriv(node, key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

const decrypt: Operation = (args, buffers, charge, secrets) => {
  const { name } = algorithmIn(args);
  if (name === "RSA-OAEP") return decryptOaep(args, buffers, charge, secrets);
  const { node, key, iv, data, additional, tag } = cipherIn(args, buffers, secrets);
  try {
    if (name !== "AES-GCM") {
      const decipher = createDecipheriv(node, key, iv);
      return Buffer.concat([decipher.update(data), decipher.final()]);
    }
    if (data.length < tag) throw new Error("too short");
    const decipher = createDecipheriv(node as "aes-256-gcm", key, iv, { authTagLength: tag });
    if (additional) decipher.setAAD(additional);
    decipher.setAuthTag(data.subarray(data.length - tag));
    return Buffer.concat([decipher.update(data.subarray(0, data.length - tag)), decipher.final()]);
  } catch {
    throw new DomProblem(
      "OperationError",
      "crypto.subtle.decrypt: the data was changed, or the key or iv is another.",
    );
  }
};

/** Rounds times blocks: about 60 ms of processor time, which is charged before it is used. */
const MOST_ROUNDS = 200_000;
const MOST_DERIVED_BITS = 65_536;

const derive: Operation = (args, buffers, charge, secrets) => {
  const algorithm = algorithmIn(args);
  const key = keyIn(args, 2, secrets);
  const { name, iterations = 0 } = merged(algorithm, key);
  const hash = hashIn(algorithm);
  const { salt = nothing, info = nothing } = bytesIn(args, buffers);
  const bits = args[3];
  if (typeof bits !== "number" || !(bits > 0) || bits % 8 !== 0 || bits > MOST_DERIVED_BITS)
    throw new DomProblem(
      "OperationError",
      `crypto.subtle: derive whole bytes, at most ${MOST_DERIVED_BITS} bits.`,
    );
  const secret = Buffer.from(key.data, "base64");
  if (name === "HKDF") {
    if (info.length > 1_024)
      throw new DomProblem("OperationError", "crypto.subtle: `info` has at most 1024 bytes.");
    charge(200 + Math.ceil(bits / 16));
    return Buffer.from(hkdfSync(nodeHash(hash), secret, salt, info, bits / 8));
  }
  // Each block hashes it anew.
  if (salt.length > 1_024)
    throw new DomProblem("OperationError", "crypto.subtle: `salt` has at most 1024 bytes.");
  const size = { "SHA-1": 160, "SHA-256": 256, "SHA-384": 384, "SHA-512": 512 }[hash];
  const rounds = iterations * Math.ceil(bits / size);
  if (iterations < 1 || rounds > MOST_ROUNDS)
    throw new DomProblem(
      "OperationError",
      `crypto.subtle: PBKDF2 takes 1 to ${MOST_ROUNDS} iterations here for each ${size} bits; passwords are the host's to check.`,
    );
  charge(200 + rounds * 4);
  return pbkdf2Sync(secret, salt, iterations, bits / 8, nodeHash(hash));
};
