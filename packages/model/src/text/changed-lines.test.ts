import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLines, countLineChanges } from "./changed-lines.ts";

test.each([
  ["", "", 0],
  ["a", "a", 0],
  ["a\nb\nc", "a\nB\nc", 1],
  ["a\nc", "a\nb\nc", 1],
  ["a\nb\nc", "a\nc", 1],
  ["a\nb\nc\nd", "x\nb\nc\ny", 2],
  ["a\nb", "b\na", 1],
  ["a", "b\nc\nd", 3],
])("%j to %j: %i", (before, after, lines) => {
  expect(changedLines(before, after)).toBe(lines);
});

const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));

test("equals the longest-common-subsequence definition, both ways round", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [a, b].map((one) => (one === "" ? [] : one.split("\n"))) as [string[], string[]];
      const common = longestCommon(left, right);
      expect(changedLines(a, b)).toBe(a === b ? 0 : Math.max(left.length - common, right.length - common));
      expect(changedLines(a, b)).toBe(changedLines(b, a));
    }),
  );
});

test("line ends of another system are no change", () => {
  expect(countLineChanges("a\r\nb", "a\nb")).toEqual({ added: 0, removed: 0 });
});

test("a rewritten text is bounded by its lines and answered at once", () => {
  const lines = (seed: string) => Array.from({ length: 5_000 }, (_, index) => `${seed}${index}`).join("\n");
  expect(changedLines(lines("a"), lines("b"))).toBe(5_000);
});

function longestCommon(a: string[], b: string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => b.concat("").map(() => 0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i]![j] =
        a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table[0]![0]!;
}
