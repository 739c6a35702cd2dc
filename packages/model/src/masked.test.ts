import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "./json.ts";
import { maskText, sameButMasked } from "./masked.ts";

test.each<[Json, Json, boolean]>([
  ["abc", "abc", true],
  ["abc", "abd", false],
  ["a b", "a [masked]", true],
  ["aXbXc", "a[masked]b[masked]c", true],
  ["ab", "ab[masked]b", false],
  ["aba", "ab[masked]ba", false],
  ["aaab", "[masked]aab[masked]", true],
  ["ac", "a[masked]b[masked]c", false],
  ["acb", "a[masked]b[masked]b", false],
  ["", "[masked]", true],
  [1, "[masked]", false],
  [1, 1, true],
  [null, null, true],
  [{}, null, false],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { b: 1 }, false],
  [[1, 2], [1], false],
])("%j is %j: %j", (given, recorded, same) => {
  expect(sameButMasked(given, recorded)).toBe(same);
});

test("it finds what an expression of parts finds", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(few, { minLength: 1, maxLength: 4 }), few, (parts, text) => {
      const expected = new RegExp(`^${parts.join(".*")}$`).test(text);
      expect(sameButMasked(text, parts.join(maskText))).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test("texts that repeat themselves are compared in time that grows with them", () => {
  // The best of some: the machine may do other things meanwhile.
  const timeOf = (length: number) => {
    const recorded = `${maskText}${"a".repeat(length / 2)}b${maskText}`;
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now();
      expect(sameButMasked("a".repeat(length), recorded)).toBe(false);
      return performance.now() - before;
    });
    return Math.min(...times);
  };
  timeOf(20_000);
  const [once, twice] = [timeOf(400_000), timeOf(800_000)];
  expect(twice).toBeLessThan(once * 3 + 20);
});

test("comparisons that share a budget end with it", () => {
  const [given, recorded] = ["a".repeat(1_000), `${maskText}${"a".repeat(500)}b${maskText}`];
  const budget = { left: 5_000 };
  expect(sameButMasked([given], [recorded], budget)).toBe(false);
  expect(budget.left).toBeLessThan(4_000);
  expect(() => {
    for (let call = 0; call < 5; call++) sameButMasked([given], [recorded], budget);
  }).toThrow("shorten them");
});
