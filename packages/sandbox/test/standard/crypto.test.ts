import { webcrypto } from "node:crypto";
import type { InlineSandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../programs.ts";
import { answer, answers, expectSame, openSandbox } from "./same.ts";

const hash = fc.constantFrom("SHA-1", "SHA-256", "SHA-384", "SHA-512");
const list = (most: number) => fc.array(fc.nat(255), { maxLength: most });

describe.each(engines)("crypto on %s", (engine) => {
  let sandbox: InlineSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(engine);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("digests, signs with a secret and derives as Node does", async () => {
    const all = async (name: "SHA-1", secret: number[], data: number[], salt: number[]): Promise<unknown> => {
      const of = (numbers: number[]) => Uint8Array.from(numbers);
      const list = (buffer: ArrayBuffer) => [...new Uint8Array(buffer)];
      const { subtle } = crypto;
      const key = await subtle.importKey("raw", of(secret), { name: "hmac", hash: name }, true, [
        "sign",
        "verify",
      ]);
      const signature = await subtle.sign("HMAC", key, of(data));
      const password = await subtle.importKey("raw", of(secret), "PBKDF2", false, [
        "deriveBits",
        "deriveKey",
      ]);
      const keying = await subtle.importKey("raw", of(secret), "HKDF", false, ["deriveBits"]);
      const derived = await subtle.deriveKey(
        { name: "PBKDF2", hash: name, salt: of(salt), iterations: 20 },
        password,
        { name: "HMAC", hash: "SHA-256" },
        true,
        ["sign"],
      );
      return [
        list(await subtle.digest(name, of(data))),
        list(signature),
        await subtle.verify("HMAC", key, signature, of(data)),
        await subtle.verify("HMAC", key, signature.slice(1), of(data)),
        list(
          await subtle.deriveBits(
            { name: "PBKDF2", hash: name, salt: of(salt), iterations: 3 },
            password,
            256,
          ),
        ),
        list(
          await subtle.deriveBits({ name: "HKDF", hash: name, salt: of(salt), info: of(data) }, keying, 128),
        ),
        list((await subtle.exportKey("raw", derived)) as ArrayBuffer),
        (await subtle.exportKey("jwk", key)).k,
      ];
    };
    const cases = fc.sample(
      fc.tuple(hash, fc.array(fc.nat(255), { minLength: 1, maxLength: 150 }), list(200), list(40)),
      40,
    );
    await expectSame(sandbox, all, cases);
  });

  it("enciphers as Node does, and says so when data was changed", async () => {
    const all = async (size: number, data: number[], more: number[]): Promise<unknown> => {
      const { subtle } = crypto;
      const raw = Uint8Array.from({ length: size }, (_, i) => i * 7);
      const iv = Uint8Array.from({ length: 12 }, (_, i) => i);
      const block = Uint8Array.from({ length: 16 }, (_, i) => i);
      const text = Uint8Array.from(data);
      const gcm = { name: "AES-GCM", iv, additionalData: Uint8Array.from(more) };
      const key = await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
      const cbc = await subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt", "decrypt"]);
      const ctr = await subtle.importKey("raw", raw, "AES-CTR", false, ["encrypt"]);
      const sealed = new Uint8Array(await subtle.encrypt(gcm, key, text));
      const opened = new Uint8Array(await subtle.decrypt(gcm, key, sealed));
      sealed[0]! ^= 1;
      const changed = await subtle.decrypt(gcm, key, sealed).then(
        () => "opened",
        (error: Error) => error.name,
      );
      const wrong = await subtle.encrypt(gcm, cbc, text).catch((error: Error) => error.name);
      return [
        [...sealed],
        [...opened],
        changed,
        wrong,
        [...new Uint8Array(await subtle.encrypt({ name: "AES-CBC", iv: block }, cbc, text))],
        [
          ...new Uint8Array(
            await subtle.encrypt({ name: "AES-CTR", counter: block, length: 128 }, ctr, text),
          ),
        ],
      ];
    };
    await expectSame(sandbox, all, fc.sample(fc.tuple(fc.constantFrom(16, 32), list(80), list(20)), 30));
  });

  it("signs what Node finds right, and finds right what Node signs", async () => {
    const data = Buffer.from("what is signed");
    const kinds = [
      { make: { name: "ECDSA", namedCurve: "P-256" }, use: { name: "ECDSA", hash: "SHA-256" } },
      { make: { name: "ECDSA", namedCurve: "P-384" }, use: { name: "ECDSA", hash: "SHA-384" } },
      { make: { name: "ECDSA", namedCurve: "P-256" }, use: { name: "ECDSA", hash: "SHA-512" } },
      { make: { name: "Ed25519" }, use: { name: "Ed25519" } },
      {
        make: {
          name: "RSASSA-PKCS1-v1_5",
          hash: "SHA-256",
          modulusLength: 2048,
          publicExponent: Uint8Array.of(1, 0, 1),
        },
        use: { name: "RSASSA-PKCS1-v1_5" },
      },
      {
        make: {
          name: "RSA-PSS",
          hash: "SHA-256",
          modulusLength: 2048,
          publicExponent: Uint8Array.of(1, 0, 1),
        },
        use: { name: "RSA-PSS", saltLength: 32 },
      },
    ];
    const code = `export async function onExecute(algorithm, use, own, open, signature, data) {
      const { subtle } = crypto;
      const bytes = Uint8Array.from(data);
      const key = await subtle.importKey("jwk", own, algorithm, false, ["sign"]);
      const other = await subtle.importKey("spki", Uint8Array.from(open), algorithm, true, ["verify"]);
      const first = [...new Uint8Array(await subtle.sign(use, key, bytes))];
      const second = [...new Uint8Array(await subtle.sign(use, key, bytes))];
      const right = await subtle.verify(use, other, Uint8Array.from(signature), bytes);
      const ours = await subtle.verify(use, other, Uint8Array.from(first), bytes);
      bytes[0] ^= 1;
      const changed = await subtle.verify(use, other, Uint8Array.from(signature), bytes);
      const exported = [...new Uint8Array(await subtle.exportKey("spki", other))];
      return { first, same: String(first) === String(second), right, ours, changed, exported };
    }`;
    for (const { make, use } of kinds) {
      const { privateKey, publicKey } = (await webcrypto.subtle.generateKey(make, true, [
        "sign",
        "verify",
      ])) as webcrypto.CryptoKeyPair;
      const own = await webcrypto.subtle.exportKey("jwk", privateKey);
      const open = [...new Uint8Array(await webcrypto.subtle.exportKey("spki", publicKey))];
      const signature = [...new Uint8Array(await webcrypto.subtle.sign(use, privateKey, data))];
      const { publicExponent: _, ...algorithm } = make as { publicExponent?: unknown };
      const said = (await answer(sandbox, code, algorithm, use, own, open, signature, [...data])) as {
        first: number[];
      };
      expect(said, JSON.stringify(make)).toMatchObject({
        same: true,
        right: true,
        ours: true,
        changed: false,
        exported: open,
      });
      expect(await webcrypto.subtle.verify(use, publicKey, Uint8Array.from(said.first), data)).toBe(true);
    }
  });

  it("signs with ECDSA as RFC 6979 has it", async () => {
    // Appendix A.2.5, "sample" with SHA-256.
    const code = `export async function onExecute() {
      const url = (hex) => btoa(String.fromCharCode(...hex.match(/../g).map((two) => parseInt(two, 16)))).replace(/[+]/g, "-").replace(/[/]/g, "_").replace(/=+$/, "");
      const key = await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256",
        d: url("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"),
        x: url("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"),
        y: url("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299") }, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
      const signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, new TextEncoder().encode("sample")));
      return Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
    }`;
    expect(await answer(sandbox, code)).toBe(
      "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    );
  });

  it("refuses what would steal time, before it begins", async () => {
    const code = `export async function onExecute(iterations, bits) {
      const key = await crypto.subtle.importKey("raw", new Uint8Array(8), "PBKDF2", false, ["deriveBits"]);
      return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(8), iterations }, key, bits)
        .then(() => "done", (error) => error.name + ": " + error.message);
    }`;
    const said = await answers(sandbox, code, [
      [1_000_000, 256],
      [100_000, 1_024],
      [1e9, 8],
      [0, 256],
      [1, 1e9],
    ]);
    for (const one of said)
      expect(one).toMatch(/^OperationError: crypto\.subtle: (?:PBKDF2 takes|derive whole)/);
    expect(await answer(sandbox, code, 1_000, 256)).toBe("done");
  });

  it("takes nothing at its word that a script makes of a key", async () => {
    const code = `export async function onExecute() {
      const said = [];
      const ask = async (run) => { try { said.push(String(await run())); } catch (error) { said.push(error.name); } };
      const { subtle } = crypto;
      const key = await subtle.importKey("raw", new Uint8Array(16), "AES-GCM", false, ["encrypt"]);
      await ask(() => new CryptoKey());
      await ask(() => subtle.exportKey("raw", key));
      await ask(() => subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, new Uint8Array(20)));
      await ask(() => subtle.sign("HMAC", { type: "secret" }, new Uint8Array(1)));
      await ask(() => subtle.importKey("raw", new Uint8Array(15), "AES-GCM", false, ["encrypt"]));
      await ask(() => subtle.importKey("raw", new Uint8Array(0), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]));
      await ask(() => subtle.importKey("pkcs8", new Uint8Array(40), "Ed25519", false, ["sign"]));
      await ask(() => subtle.digest("MD5", new Uint8Array(1)));
      await ask(() => subtle.digest("SHA-256", "text"));
      await ask(() => crypto.getRandomValues(new Float64Array(1)));
      await ask(() => subtle.generateKey({ name: "RSA-PSS", hash: "SHA-256" }, true, ["sign"]));
      return said;
    }`;
    expect(await answer(sandbox, code)).toEqual([
      "TypeError",
      "InvalidAccessError",
      "InvalidAccessError",
      "TypeError",
      "DataError",
      "DataError",
      "DataError",
      "NotSupportedError",
      "TypeError",
      "TypeMismatchError",
      "NotSupportedError",
    ]);
  });

  it("makes keys and ids from the run's seed", async () => {
    const code = `export async function onExecute() {
      const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
      const data = new Uint8Array([1, 2, 3]);
      const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, data);
      const ed = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
      const signed = await crypto.subtle.sign("Ed25519", ed.privateKey, data);
      const aes = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
      return [crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))],
        await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, pair.publicKey, signature, data),
        await crypto.subtle.verify("Ed25519", ed.publicKey, signed, data),
        (await crypto.subtle.exportKey("raw", aes)).byteLength];
    }`;
    const said = await answers(sandbox, code, [[], []]);
    expect(said[0]).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      expect.any(Array),
      true,
      true,
      32,
    ]);
    expect(said[1]).toEqual(said[0]);
  });
});
