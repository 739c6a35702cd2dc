import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { SecretWord } from "@scriptyard/model";
import { expect, test } from "vitest";
import { answerStandard } from "../answer.ts";

const pemOf = ({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) => ({
  privateKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  publicKey: String(publicKey.export({ type: "spki", format: "pem" })),
});
const ed25519 = pemOf(generateKeyPairSync("ed25519"));
const p256 = pemOf(generateKeyPairSync("ec", { namedCurve: "P-256" }));
const derOf = (pem: string) => pem.replaceAll(/-----.*-----|\n/g, "");

const values: { [name: string]: string } = {
  stripe: "sk_live_4242",
  aes: "000102030405060708090a0b0c0d0e0f",
  ed25519: ed25519.privateKey,
  "ed25519-public": ed25519.publicKey,
  "ed25519-der": derOf(ed25519.privateKey),
  "ed25519-longer": Buffer.concat([Buffer.from(derOf(ed25519.privateKey), "base64"), Buffer.of(7)]).toString(
    "base64",
  ),
  p256: p256.privateKey,
  "p256-der": derOf(p256.privateKey),
  "p256-jwk": JSON.stringify({ kty: "oct", k: "AAECAwQFBgc" }),
  "ed25519-two": `${ed25519.privateKey}${p256.privateKey}`,
};
const handed = { values, names: Object.keys(values), plain: false };

/** What the host answers a guest; `=` and JSON, or a letter for the error and its words. */
function ask(operation: string, args: unknown[], buffer: Buffer = Buffer.alloc(0)): string {
  const answer = answerStandard(JSON.stringify([operation, args]), [buffer], () => undefined, handed);
  return typeof answer === "string" ? answer : "bytes";
}
const imported = (format: string, word: SecretWord, algorithm: object, usage: string) =>
  ask("key.import", [algorithm, [], format, null, [usage], word]);

const kinds = [
  ["pkcs8", { secret: "ed25519" }, { name: "Ed25519" }, "sign"],
  ["spki", { secret: "ed25519-public" }, { name: "Ed25519" }, "verify"],
  ["pkcs8", { secret: "ed25519-der", as: "base64" }, { name: "Ed25519" }, "sign"],
  ["pkcs8", { secret: "p256" }, { name: "ECDSA", namedCurve: "P-256" }, "sign"],
  ["pkcs8", { secret: "p256-der", as: "base64" }, { name: "ECDSA", namedCurve: "P-256" }, "sign"],
  ["raw", { secret: "aes", as: "hex" }, { name: "AES-GCM" }, "encrypt"],
  ["raw", { secret: "stripe" }, { name: "HMAC", hash: "SHA-256" }, "sign"],
  ["jwk", { secret: "p256-jwk" }, { name: "HMAC", hash: "SHA-256" }, "sign"],
  ["raw", { secret: "stripe" }, { name: "PBKDF2" }, "deriveBits"],
  ["raw", { secret: "stripe" }, { name: "HKDF" }, "deriveBits"],
] as const;

test.each(kinds)(
  "%s of %o for %o is one secret, with nothing around it",
  (format, word, algorithm, usage) => {
    const made = imported(format, word, algorithm, usage);
    expect(made).toMatch(/^=/);
    const around: SecretWord[] = [
      { text: ["0", word] },
      { text: [word, "0"] },
      { text: [word, word] },
      { text: [word] },
      { base64: word },
    ];
    const info = JSON.parse(made.slice(1)) as { type: string; algorithm: object };
    for (const one of around) {
      expect(imported(format, one, algorithm, usage)).toMatch(/^T.*one secret, with nothing around it/);
      // A guest may write the key itself, too.
      const key = { ...info, data: "", usages: [usage], secret: { word: one, format } };
      for (const operation of ["sign", "verify", "encrypt", "derive"])
        expect(ask(operation, [info.algorithm, [], key])).toMatch(/^T.*one secret, with nothing around it/);
    }
  },
);

test("a prefix that makes a whole key of the first bytes of a secret tells nothing of it", () => {
  const der = Buffer.from("302e020100300506032b657004220420", "hex");
  const prefix = Buffer.concat([der, Buffer.alloc(31, 65)]).toString("latin1");
  const word = { text: [prefix, { secret: "stripe" }] };
  expect(imported("pkcs8", word, { name: "Ed25519" }, "sign")).toMatch(/^T.*one secret/);
  const pem = { text: ["-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI", { secret: "stripe" }] };
  expect(imported("pkcs8", pem, { name: "Ed25519" }, "sign")).toMatch(/^T.*one secret/);
});

test("nothing follows the key in its bytes", () => {
  const longer = { secret: "ed25519-longer", as: "base64" } as const;
  expect(imported("pkcs8", longer, { name: "Ed25519" }, "sign")).toMatch(/^D.*DataError/);
  expect(imported("pkcs8", { secret: "ed25519-two" }, { name: "Ed25519" }, "sign")).toMatch(/^D.*DataError/);
  for (const [format, pem] of [
    ["pkcs8", ed25519.privateKey],
    ["spki", ed25519.publicKey],
    ["pkcs8", p256.privateKey],
    ["spki", p256.publicKey],
  ] as const) {
    const bytes = Buffer.from(derOf(pem), "base64");
    const algorithm = bytes.length > 60 ? { name: "ECDSA", namedCurve: "P-256" } : { name: "Ed25519" };
    const usage = format === "pkcs8" ? "sign" : "verify";
    const own = (data: Buffer) =>
      ask("key.import", [algorithm, [["data", data.length]], format, null, [usage]], data);
    expect(own(bytes)).toMatch(/^=/);
    expect(own(Buffer.concat([bytes, Buffer.of(0)]))).toMatch(/^D.*DataError/);
    expect(own(bytes.subarray(0, -1))).toMatch(/^D.*DataError/);
  }
});
