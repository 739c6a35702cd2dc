import { expect, test } from "vitest";
import { readJson } from "./read-json.ts";

test.each([
  ["{ broken", "not JSON from line 1, column 3 on"],
  ['{\n  "a": 1,\n  b: 2\n}', "not JSON from line 3, column 3 on"],
  ['{ "a": ', "not JSON yet: its end is missing"],
  ["", "not JSON yet: it is empty"],
])("%j", (text, problem) => {
  expect(readJson(text)).toEqual({ ok: false, problem });
});

test("what is JSON is read", () => {
  expect(readJson("[1, null]")).toEqual({ ok: true, value: [1, null] });
});
