import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeProse, encodeProse, searchable } from "./codec.ts";

test("every text survives, and what is stored is well-formed without U+0000", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const stored = encodeProse(text);
      expect(decodeProse(stored)).toBe(text);
      expect(/[\0\p{Surrogate}]/u.test(stored)).toBe(false);
    }),
  );
});

test("ordinary text is stored as it is; marked text cannot be mistaken", () => {
  expect(encodeProse("größer 😀\n")).toBe("größer 😀\n");
  for (const text of ["\u0001", '\u0001"x"', "a\u0001", "\u0000", "\ud83d"])
    expect(decodeProse(encodeProse(text))).toBe(text);
});

test("both sides of a search are made alike", () => {
  expect(searchable("ÄB\u0000\ud800😀")).toBe("äb\ufffd\ufffd😀");
});
