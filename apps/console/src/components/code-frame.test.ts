import fc from "fast-check";
import { expect, test } from "vitest";
import { splitAt } from "./code-frame.tsx";

test.each([
  ["const a = b.c;", 11, ["const a = ", "b", ".c;"]],
  ["lastLogin.country", 11, ["lastLogin.", "country", ""]],
  ["(x)", 1, ["", "(", "x)"]],
  ["short", 40, ["short", "", ""]],
  ["any", undefined, ["any", "", ""]],
])("%j at column %s", (text, column, parts) => {
  expect(splitAt(text, column)).toEqual(parts);
});

test("no character is lost or doubled, and no pair of surrogates cut", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.integer({ min: -2, max: 50 }),
      (text, column) => {
        expect(splitAt(text, column).join("")).toBe(text);
      },
    ),
  );
});
