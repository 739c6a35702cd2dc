import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

describe("did you mean", () => {
  const words = ["continue", "challenge", "reject", "outcome"];
  test.each([
    ["contine", "continue"],
    ["Continue", "continue"],
    ["cotninue", "continue"],
    ["rejct", "reject"],
    ["outcomes", "outcome"],
    ["approve", null],
    ["x", null],
    ["", null],
  ])("%s → %s", (word, meant) => {
    expect(didYouMean(word, words)).toBe(meant);
  });
});

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "A"), minLength: 1, maxLength: 9 });

test("finds what the whole table of edits finds", () => {
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (typed, known) => {
      const meant = didYouMean(typed, known);
      const others = known.filter((one) => one !== typed);
      const near = others.map((one) => edits(typed.toLowerCase(), one.toLowerCase()));
      const most = Math.max(1, Math.floor(typed.length / 3));
      const best = Math.min(...near, most + 1);
      expect(meant).toBe(best > most ? null : others[near.indexOf(best)]);
    }),
  );
});

/** Optimal string alignment by the book. */
function edits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replaced = table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, table[i - 2]![j - 2]! + 1);
      table[i]![j] = cost;
    }
  return table[a.length]![b.length]!;
}
