import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLines, countLineChanges } from "./line-diff.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", "}"), { maxLength: 14 });

test("counts are the shortest edit: what a longest common subsequence says", () => {
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const common = commonLength(a, b);
      expect(countLineChanges(a.join("\n"), b.join("\n"))).toEqual(
        a.length && b.length
          ? { added: b.length - common, removed: a.length - common }
          : { added: b.length, removed: a.length },
      );
    }),
  );
});

test("an edited line is one change", () => {
  const change = countLineChanges("a\nb\nc", "a\nB\nc");
  expect(change).toEqual({ added: 1, removed: 1 });
  expect(changedLines(change)).toBe(1);
});

test("line ends of another system are no change", () => {
  expect(countLineChanges("a\r\nb", "a\nb")).toEqual({ added: 0, removed: 0 });
});

test("a change beyond the effort is an upper bound, not a hang", () => {
  const many = (tag: string) => Array.from({ length: 3_000 }, (_, i) => `${tag}${i}`).join("\n");
  expect(countLineChanges(many("a"), many("b"), 50)).toEqual({ added: 3_000, removed: 3_000 });
});

/** Textbook dynamic programme, as the oracle. */
function commonLength(a: string[], b: string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i]![j] =
        a[i - 1] === b[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!);
  return table[a.length]![b.length]!;
}
