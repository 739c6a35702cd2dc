import { expect, test } from "vitest";
import { tokensIn } from "./answered-tokens.ts";

const of = (text: string) => tokensIn({ status: 200, body: { text } });

test.each([
  ['{"access_token":"abc.def","token_type":"Bearer"}', ["abc.def"]],
  ['{"data":[{"Refresh_Token" : "a\\/b\\"c"}]}', ['a\\/b\\"c', 'a/b"c']],
  ['{"id_token": null, "note": "access_token"}', []],
  ["access_token=a%20b&scope=repo&refresh_token=r1", ["a%20b", "a b", "r1"]],
  ['{"client_secret":"one","authorization":"Basic x"}', ["one", "Basic x"]],
  ['{"authorization":"approved","Authorization":"bearer y"}', ["bearer y"]],
  ['{"authorization":"0123456789abcdef"}', ["0123456789abcdef"]],
  ["authorization=approved&authorization=Basic%20x", ["Basic%20x", "Basic x"]],
  ['{"access_token":"never ends', []],
  [
    '{"body":"{\\"access_token\\":\\"T1\\", \\"id_token\\" : \\"a\\\\/b\\"}"}',
    ["T1", "a\\\\/b", "a\\/b", "a/b"],
  ],
  [JSON.stringify(JSON.stringify(JSON.stringify({ access_token: "T2", a: "" }))), ["T2"]],
  ['<a href="https://a.test/?access_token=T3&b">', ["T3"]],
  ["see https://a.test/#id_token=T4 there", ["T4"]],
])("%s", (text, tokens) => {
  expect(of(text)).toEqual(tokens);
});

test("addresses and headers have them too", () => {
  const headers = { location: "https://a.test/cb#access_token=T5&state=1", date: "today" };
  expect(tokensIn({ status: 302, url: "https://a.test/?refresh_token=T6", headers, body: {} })).toEqual([
    "T6",
    "T5",
  ]);
});

test.each([0, 1, 2])(
  "of bytes it is the part of their base64 that a token stands in, %i after its third",
  (more) => {
    const token = "t0ken-of-the-shop";
    const bytes = Buffer.from(`\0${"x".repeat(more)}{"access_token":"${token}","scope":"all"}`);
    const base64 = bytes.toString("base64");
    const told = tokensIn({ body: { base64 } });
    expect(told).toEqual([token, expect.any(String)]);
    const part = told.at(-1);
    expect(Buffer.from(base64.replace(part!, ""), "base64").toString()).not.toMatch(/t0ken|shop/);
    expect(base64.length - part!.length).toBeGreaterThan(30);
  },
);

test("what is no answer, or holds none, has none", () => {
  expect(tokensIn({ body: { base64: "YWNjZXNzX3Rva2Vu" } })).toEqual([]);
  expect(tokensIn({ body: { base64: "[masked]" } })).toEqual([]);
  expect(tokensIn(null)).toEqual([]);
});

test.each([
  '"access_token":"',
  '"access_token":"\\',
  '"access_token"          ',
  '\\"access_token\\":\\"',
  '\\"access_token\\":\\"a\\\\',
  "access_token=",
  "?access_token=a",
  "&access_token",
])("an answer made of %j is read in time that grows with it", (part) => {
  // The best of some: the machine may do other things meanwhile.
  const timeOf = (count: number) => {
    const text = part.repeat(count);
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now();
      of(text);
      return performance.now() - before;
    });
    return Math.min(...times);
  };
  timeOf(5_000);
  const [once, twice] = [timeOf(20_000), timeOf(40_000)];
  expect(twice).toBeLessThan(once * 3 + 50);
});
