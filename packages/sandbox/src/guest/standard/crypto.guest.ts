// crypto. The host does the work at once, in the run's own thread; what is random comes from the run's recorded seed. A key's
// bytes stay in guest memory as base64 text of a form the host has read: raw, PKCS #8 or SPKI.
import { NativePromise, WrongType } from "../primordials.guest.ts";
import { random } from "../random.guest.ts";
import { DOMException } from "./exception.guest.ts";
import { seam, type Word } from "./handle.guest.ts";
import { ask, bytesOf } from "./host.guest.ts";
import { place } from "./place.guest.ts";

type Algorithm = { name: string; [parameter: string]: unknown };
type KeyInfo = { type: string; algorithm: Algorithm; data: string; usages: string[]; secret?: unknown };
type Made = KeyInfo | { publicKey: KeyInfo; privateKey: KeyInfo };

let given: { info: KeyInfo; extractable: boolean } | undefined;

export class CryptoKey {
  readonly #info: KeyInfo;
  readonly #extractable: boolean;

  constructor() {
    if (!given) throw new WrongType("CryptoKey: make it with `crypto.subtle.importKey` or `generateKey`.");
    this.#info = given.info;
    this.#extractable = given.extractable;
  }

  get type(): string {
    return this.#info.type;
  }

  get extractable(): boolean {
    return this.#extractable;
  }

  get algorithm(): object {
    return { ...this.#info.algorithm };
  }

  get usages(): string[] {
    return [...this.#info.usages];
  }

  static infoOf(key: CryptoKey): KeyInfo {
    return key.#info;
  }
}
const { infoOf } = CryptoKey;
delete (CryptoKey as { infoOf?: unknown }).infoOf;

function makeKey(info: KeyInfo, extractable: boolean): CryptoKey {
  given = { info, extractable };
  try {
    return new CryptoKey();
  } finally {
    given = undefined;
  }
}

/** Which parameters of an algorithm are bytes. */
const byteParameters = ["iv", "additionalData", "counter", "salt", "info", "label"];

type Parts = { algorithm: { [name: string]: unknown }; bytes: { [name: string]: ArrayBuffer } };

function partsOf(algorithm: unknown, bytes: Parts["bytes"]): Parts {
  const read: { [name: string]: unknown } =
    typeof algorithm === "string" ? { name: algorithm } : { ...(algorithm as object) };
  if (typeof read.name !== "string") throw new WrongType("crypto.subtle: the algorithm needs a name.");
  const all = { ...bytes };
  for (const name of byteParameters) {
    if (read[name] === undefined || read[name] === null) continue;
    all[name] = bytesOf(read[name], "crypto.subtle: `" + name + "`");
    delete read[name];
  }
  return { algorithm: read, bytes: all };
}

function askWith(operation: string, { algorithm, bytes }: Parts, rest: unknown[]): unknown {
  const lengths: [string, number][] = [];
  let length = 0;
  for (const name of Object.keys(bytes)) {
    lengths.push([name, bytes[name]!.byteLength]);
    length += bytes[name]!.byteLength;
  }
  const packed = new Uint8Array(length);
  let at = 0;
  for (const [name, size] of lengths) {
    packed.set(new Uint8Array(bytes[name]!), at);
    at += size;
  }
  return ask(operation, [algorithm, lengths, ...rest], packed.buffer);
}

function later<T>(make: () => T): Promise<T> {
  return new NativePromise<T>((resolve) => resolve(make()));
}

function usable(key: unknown, usage: string): KeyInfo {
  if (!(key instanceof CryptoKey)) throw new WrongType("crypto.subtle: pass a CryptoKey.");
  const info = infoOf(key);
  if (!info.usages.includes(usage))
    throw new DOMException("crypto.subtle: the key may not be used to " + usage + ".", "InvalidAccessError");
  return info;
}

function keysOf(
  made: Made,
  extractable: boolean,
): CryptoKey | { publicKey: CryptoKey; privateKey: CryptoKey } {
  if ("publicKey" in made)
    return { publicKey: makeKey(made.publicKey, true), privateKey: makeKey(made.privateKey, extractable) };
  return makeKey(made, extractable);
}

function importNow(
  format: unknown,
  data: unknown,
  algorithm: unknown,
  extractable: unknown,
  usages: unknown,
): CryptoKey {
  const word = seam.wordOf(data);
  if (word) return importSecret(word, format, algorithm, usages);
  const isJwk = format === "jwk";
  if (isJwk && (typeof data !== "object" || data === null))
    throw new WrongType("crypto.subtle.importKey: a jwk is an object.");
  const parts = partsOf(algorithm, isJwk ? {} : { data: bytesOf(data, "crypto.subtle.importKey: the key") });
  const info = askWith("key.import", parts, [
    String(format),
    isJwk ? { ...(data as object) } : null,
    [...(usages as Iterable<string>)],
  ]) as KeyInfo;
  return makeKey(info, Boolean(extractable));
}

/** The host makes the key of it each time it is used; nothing of it comes here, and it is never exported. */
function importSecret(word: Word, format: unknown, algorithm: unknown, usages: unknown): CryptoKey {
  const rest = [String(format), null, [...(usages as Iterable<string>)], word];
  return makeKey(askWith("key.import", partsOf(algorithm, {}), rest) as KeyInfo, false);
}

export const subtle = {
  digest: (algorithm: unknown, data: unknown) =>
    later(() =>
      askWith("digest", partsOf(algorithm, { data: bytesOf(data, "crypto.subtle.digest: the data") }), []),
    ),
  importKey: (format: unknown, data: unknown, algorithm: unknown, extractable: unknown, usages: unknown) =>
    later(() => importNow(format, data, algorithm, extractable, usages)),
  exportKey: (format: unknown, key: unknown) =>
    later(() => {
      if (!(key instanceof CryptoKey)) throw new WrongType("crypto.subtle: pass a CryptoKey.");
      if (!key.extractable)
        throw new DOMException("crypto.subtle.exportKey: the key is not extractable.", "InvalidAccessError");
      const exported = ask("key.export", [String(format), infoOf(key)]);
      return format === "jwk" ? { ...(exported as object), key_ops: key.usages, ext: true } : exported;
    }),
  generateKey: (algorithm: unknown, extractable: unknown, usages: unknown) =>
    later(() => {
      const seed = new Uint8Array(64);
      fillRandom(seed);
      const parts = partsOf(algorithm, { seed: seed.buffer });
      return keysOf(
        askWith("key.generate", parts, [[...(usages as Iterable<string>)]]) as Made,
        Boolean(extractable),
      );
    }),
  sign: (algorithm: unknown, key: unknown, data: unknown) =>
    later(() => {
      const info = usable(key, "sign");
      return askWith("sign", partsOf(algorithm, { data: bytesOf(data, "crypto.subtle.sign: the data") }), [
        info,
      ]);
    }),
  verify: (algorithm: unknown, key: unknown, signature: unknown, data: unknown) =>
    later(() => {
      const info = usable(key, "verify");
      const bytes = {
        signature: bytesOf(signature, "crypto.subtle.verify: the signature"),
        data: bytesOf(data, "crypto.subtle.verify: the data"),
      };
      return askWith("verify", partsOf(algorithm, bytes), [info]);
    }),
  encrypt: (algorithm: unknown, key: unknown, data: unknown) =>
    later(() => {
      const info = usable(key, "encrypt");
      return askWith(
        "encrypt",
        partsOf(algorithm, { data: bytesOf(data, "crypto.subtle.encrypt: the data") }),
        [info],
      );
    }),
  decrypt: (algorithm: unknown, key: unknown, data: unknown) =>
    later(() => {
      const info = usable(key, "decrypt");
      return askWith(
        "decrypt",
        partsOf(algorithm, { data: bytesOf(data, "crypto.subtle.decrypt: the data") }),
        [info],
      );
    }),
  deriveBits: (algorithm: unknown, key: unknown, length: unknown) =>
    later(() => askWith("derive", partsOf(algorithm, {}), [usable(key, "deriveBits"), Number(length)])),
  deriveKey: (algorithm: unknown, key: unknown, derived: unknown, extractable: unknown, usages: unknown) =>
    later(() => {
      const info = usable(key, "deriveKey");
      const bits = ask("key.length", [partsOf(derived, {}).algorithm]) as number;
      return importNow(
        "raw",
        askWith("derive", partsOf(algorithm, {}), [info, bits]),
        derived,
        extractable,
        usages,
      );
    }),
};

function fillRandom(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = random() * 256;
}

const integerArrays = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
];

function getRandomValues<T extends ArrayBufferView>(array: T): T {
  if (!integerArrays.some((Class) => array instanceof Class))
    throw new DOMException("crypto.getRandomValues: pass a typed array of integers.", "TypeMismatchError");
  if (array.byteLength > 65_536)
    throw new DOMException("crypto.getRandomValues: at most 65536 bytes at once.", "QuotaExceededError");
  fillRandom(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return array;
}

function randomUUID(): string {
  const bytes = new Uint8Array(16);
  fillRandom(bytes);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let text = "";
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
    text += (bytes[i]! + 256).toString(16).slice(1);
  }
  return text;
}

for (const name of Object.keys(subtle) as (keyof typeof subtle)[]) {
  Object.defineProperty(subtle[name], "name", { value: name });
}
place("crypto", Object.freeze({ subtle: Object.freeze(subtle), getRandomValues, randomUUID }));
place("CryptoKey", CryptoKey);
