import fc from "fast-check";
import { expect, test } from "vitest";
import { encodePart, isHighSurrogate, isLowSurrogate, wholeCharacters } from "./surrogates.ts";

const anyUnits = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)) });

test("any text becomes part of an address, and comes back with a mark for each half of a character", () => {
  fc.assert(
    fc.property(anyUnits, (text) => {
      expect(decodeURIComponent(encodePart(text))).toBe(wholeCharacters(text));
      expect(wholeCharacters(text)).toHaveLength(text.length);
    }),
  );
  expect(encodePart("a b/\ud83d")).toBe("a%20b%2F%EF%BF%BD");
  expect(wholeCharacters("😀\ude00")).toBe("😀\ufffd");
});

test("the two halves are told apart", () => {
  const [high = 0, low = 0] = "😀".split("").map((unit) => unit.charCodeAt(0));
  expect([isHighSurrogate(high), isLowSurrogate(high)]).toEqual([true, false]);
  expect([isHighSurrogate(low), isLowSurrogate(low)]).toEqual([false, true]);
  expect([isHighSurrogate(0xd7ff), isLowSurrogate(0xe000)]).toEqual([false, false]);
});
