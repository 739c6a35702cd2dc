import { expect, test } from "vitest";
import { readSecretWord, type SecretWord, secretBytes, secretsIn } from "./secret-word.ts";

const values: { [name: string]: string } = { stripe: "sk_live_42", aes: "00FFa0", key: "_-8=" };
const valueNamed = (name: string) => values[name]!;
const textOf = (word: SecretWord) => new TextDecoder().decode(secretBytes(word, valueNamed));

test("a word stands for the value, alone and among texts", () => {
  const bearer: SecretWord = { text: ["Bearer ", { secret: "stripe" }] };
  expect(textOf(bearer)).toBe("Bearer sk_live_42");
  expect(secretsIn(bearer)).toEqual(["stripe"]);
  const basic: SecretWord = { text: ["Basic ", { base64: { text: ["user:", { secret: "stripe" }] } }] };
  expect(textOf(basic)).toBe(`Basic ${btoa("user:sk_live_42")}`);
  expect([...secretBytes({ secret: "aes", as: "hex" }, valueNamed)]).toEqual([0, 255, 160]);
  expect([...secretBytes({ secret: "key", as: "base64" }, valueNamed)]).toEqual([255, 239]);
});

test("a value that is not written as a word says is not read in part", () => {
  for (const as of ["hex", "base64"] as const)
    expect(() => secretBytes({ secret: "x", as }, () => "0a!")).toThrow(`the secret "x" is not ${as}`);
});

test("what a guest wrote is read strictly", () => {
  expect(readSecretWord({ secret: "a", as: "hex", more: 1 })).toEqual({ secret: "a", as: "hex" });
  for (const wrong of [
    null,
    "a",
    {},
    { secret: 1 },
    { secret: "a", as: "utf16" },
    { text: [1] },
    { text: "a" },
    { text: ["x".repeat(4_001)] },
    { base64: "a" },
    { secret: "a".repeat(101) },
    { text: Array.from({ length: 8 }, () => ({ text: Array.from({ length: 8 }, () => ({ secret: "a" })) })) },
  ])
    expect(readSecretWord(wrong)).toBeNull();
  let deep: unknown = { secret: "a" };
  for (let i = 0; i < 10; i++) deep = { base64: deep };
  expect(readSecretWord(deep)).toBeNull();
});
