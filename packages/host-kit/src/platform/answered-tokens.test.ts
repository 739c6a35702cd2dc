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
])("%s", (text, tokens) => {
  expect(of(text)).toEqual(tokens);
});

test("bytes and what is no answer have none", () => {
  expect(tokensIn({ body: { base64: "YWNjZXNzX3Rva2Vu" } })).toEqual([]);
  expect(tokensIn(null)).toEqual([]);
});

test.each([
  '"access_token":"',
  '"access_token":"\\',
  '"access_token"          ',
  "access_token=",
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
