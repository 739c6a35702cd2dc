import fc from "fast-check";
import { expect, test } from "vitest";
import { readJson } from "./read-json.ts";

test.each([
  ["{ broken", "not JSON from line 1, column 3 on"],
  ['{\n  "a": 1,\n  b: 2\n}', "not JSON from line 3, column 3 on"],
  ["[1,]", "not JSON from line 1, column 4 on"],
  ['{\n  "user": oops\n}', "not JSON from line 2, column 11 on"],
  ['{ "a": [1, 2 }', "not JSON from line 1, column 14 on"],
  ['{ "a": ', "not JSON yet: its end is missing"],
  ["", "not JSON yet: it is empty"],
])("%j", (text, problem) => {
  expect(readJson(text)).toEqual({ ok: false, problem });
});

test("a character that is in the way is found wherever it stands; a text that is cut off is not blamed for one", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
      const text = JSON.stringify({ value }, null, 2);
      const places = [...text.matchAll(/[{[,:]\s*/g)].map((found) => found.index + found[0].length);
      const place = places[at % places.length]!;
      const read = readJson(`${text.slice(0, place)}@${text.slice(place)}`);
      const before = text.slice(0, place).split("\n");
      // Within a text it is a character like any other.
      if (!read.ok)
        expect(read.problem).toBe(
          `not JSON from line ${before.length}, column ${before.at(-1)!.length + 1} on`,
        );
      const cut = readJson(text.slice(0, place));
      expect(cut).toEqual({ ok: false, problem: "not JSON yet: its end is missing" });
    }),
  );
});

test("what is JSON is read", () => {
  expect(readJson("[1, null]")).toEqual({ ok: true, value: [1, null] });
});
