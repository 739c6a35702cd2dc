import type { Json } from "@scriptyard/model";
import { expect, test } from "vitest";
import { givenCall } from "./given.ts";
import { mockedHttp } from "./service.ts";

const call = { url: "https://a.test/", method: "POST", headers: { a: "b" }, body: { text: "x" } };

test("a call is read as what `fetch` makes, and nothing else", () => {
  const whole = { ...call, headers: { a: { secret: "stripe" } }, redirect: "manual" };
  expect(givenCall(whole)).toEqual(whole);
  expect(givenCall({ ...call, body: { base64: "eA==" } }).body).toEqual({ base64: "eA==" });
  expect(givenCall({ ...call, body: { secret: { text: ["a"] } } }).body).toEqual({ secret: { text: ["a"] } });
});

test.each<[string, Json]>([
  ["the call", []],
  ["the call", null],
  ["the address", { ...call, url: { length: 4e9 } }],
  ["the method", { ...call, method: ["GET"] }],
  ["the headers", { ...call, headers: null }],
  ["the headers", { ...call, headers: ["a"] }],
  ["the header a", { ...call, headers: { a: { length: 4e9 } } }],
  ["the header a", { ...call, headers: { a: 1 } }],
  ["the body", { ...call, body: { text: { length: 4e9 } } }],
  ["the body", { ...call, body: { base64: { length: 4e9 } } }],
  ["the body", { ...call, body: { base64: 4e9 } }],
  ["the body", { ...call, body: { secret: "stripe" } }],
  ["the body", { ...call, body: { text: "x", secret: { secret: "stripe" } } }],
  ["the body", { ...call, body: {} }],
  ["the body", { ...call, body: "x" }],
  ["redirect", { ...call, redirect: { a: 1 } }],
])("%s is refused where it is something else: %j", async (named, given) => {
  expect(() => givenCall(given)).toThrow(TypeError);
  expect(() => givenCall(given)).toThrow(named);
  await expect(
    mockedHttp(null, { trigger: "preview" }).call(given, { signal: new AbortController().signal }),
  ).rejects.toThrow(named);
});
