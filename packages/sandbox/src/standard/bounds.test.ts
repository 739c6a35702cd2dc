import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { answerStandard } from "./answer.ts";

/** What the host answers a guest, and what that is charged. */
function ask(operation: string, args: unknown[], buffer: Buffer = Buffer.alloc(0)) {
  let charged = 0;
  const text = JSON.stringify([operation, args]);
  const answer = answerStandard(text, [buffer], (operations) => {
    charged += operations;
  });
  return { answer: typeof answer === "string" ? answer : "bytes", charged };
}

const secret = (name: string) => ({
  type: "secret",
  algorithm: { name },
  data: "AAAA",
  usages: ["deriveBits"],
});

test("native work that grows with the square, or that nobody pays for, is refused before it begins", () => {
  const salt = Buffer.alloc(1_025);
  const pbkdf2 = { name: "PBKDF2", hash: "SHA-1", iterations: 1 };
  const derived = (bytes: Buffer) =>
    ask("derive", [pbkdf2, [["salt", bytes.length]], secret("PBKDF2"), 256], bytes).answer;
  expect(derived(salt)).toMatch(/^D.*OperationError.*at most 1024 bytes/);
  expect(derived(salt.subarray(1))).toBe("bytes");

  const segmented = (text: string) =>
    ask("intl.call", [["Segmenter", ["en"], { granularity: "grapheme" }], "segment", [text]]).answer;
  expect(segmented("a.a".repeat(1_001))).toMatch(/^R.*at most 3000 characters/);
  expect(segmented("a.a")).toMatch(/^=/);

  const compared = (a: string, b: string) =>
    ask("intl.call", [["Collator", ["en"], {}], "compare", [a, b]]).answer;
  expect(compared(`a${"\u0301".repeat(4_000)}`, "a")).toMatch(/^R.*at most 4000 characters/);
  expect(compared("a".repeat(40_000), "b")).toBe("=-1");
  expect(compared("ä", "b")).toBe("=-1");

  expect(ask("query.read", ["a&".repeat(20_001)]).answer).toMatch(/^R.*at most 20000 pairs/);
  expect(ask("query.read", ["a=1&b=2"]).answer).toBe('=[["a","1"],["b","2"]]');
});

test("a key has the size of its modulus, not a number in it that takes seconds each time it is used", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const jwk = privateKey.export({ format: "jwk" });
  const imported = (dp: string | undefined) =>
    ask("key.import", [{ name: "RSA-PSS", hash: "SHA-256" }, [], "jwk", { ...jwk, dp }, ["sign"]]).answer;
  expect(imported(jwk.dp)).toMatch(/^=/);
  expect(imported(Buffer.alloc(20_000, 7).toString("base64url"))).toMatch(/^D.*DataError/);
});

test("operations are whole, and a locale that nobody knows is not the machine's", () => {
  const hkdf = ask("derive", [{ name: "HKDF", hash: "SHA-256" }, [], secret("HKDF"), 8]);
  expect(hkdf.answer).toBe("bytes");
  expect(Number.isInteger(hkdf.charged)).toBe(true);
  const { answer } = ask("intl.make", ["NumberFormat", ["xx"], {}]);
  expect(JSON.parse(answer.slice(1))).toMatchObject({ locale: "en-US" });
  expect(ask("intl.call", [["NumberFormat", ["de"], {}], "format", [["s", "1234.5"]]]).answer).toBe(
    '="1.234,5"',
  );
});
