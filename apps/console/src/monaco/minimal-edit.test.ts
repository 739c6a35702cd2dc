import fc from "fast-check";
import { expect, test } from "vitest";
import { minimalEdit } from "./minimal-edit.ts";

const text = fc
  .array(fc.constantFrom("a", "b", "\n", "😀", "😁", "é"), { maxLength: 12 })
  .map((p) => p.join(""));

test("the edit turns one text into the other and touches nothing outside it", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edit = minimalEdit(before, after);
      expect(edit === null).toBe(before === after);
      if (edit === null) return;
      expect(before.slice(0, edit.start) + edit.text + before.slice(edit.end)).toBe(after);
      // A cut surrogate pair would throw here.
      expect(() => encodeURIComponent(edit.text)).not.toThrow();
    }),
  );
});

test("one changed line is one small edit", () => {
  expect(minimalEdit("a\nb\nc", "a\nX\nc")).toEqual({ start: 2, end: 3, text: "X" });
});
