import fc from "fast-check";
import { expect, test } from "vitest";
import { mostPicks, noPicks, pick, pickAll, stillThere } from "./picks.ts";

const rows = ["a", "b", "c", "d", "e"];
const ids = (picks: { ids: ReadonlySet<string> }) => [...picks.ids].sort().join("");

test("a row is picked and let go, a range goes from the one picked last, either way", () => {
  const one = pick(noPicks, rows, "b", false);
  expect(ids(one)).toBe("b");
  expect(ids(pick(one, rows, "b", false))).toBe("");
  expect(ids(pick(one, rows, "d", true))).toBe("bcd");
  expect(ids(pick(one, rows, "a", true))).toBe("ab");
  expect(ids(pick(noPicks, rows, "c", true))).toBe("c");
});

test("all, and none where all are picked already", () => {
  const all = pickAll(pick(noPicks, rows, "b", false), rows);
  expect(ids(all)).toBe("abcde");
  expect(ids(pickAll(all, rows))).toBe("");
});

test("what left the list is not picked any more", () => {
  expect(ids(stillThere(pickAll(noPicks, rows), ["b", "e", "x"]))).toBe("be");
});

test("never more than one act takes, never one that is not there", () => {
  const many = Array.from({ length: mostPicks + 50 }, (_, index) => `row ${index}`);
  const step = fc.oneof(
    fc.record({ at: fc.nat(many.length - 1), range: fc.boolean() }),
    fc.constant("all" as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let picks = noPicks;
      for (const one of steps)
        picks = one === "all" ? pickAll(picks, many) : pick(picks, many, many[one.at]!, one.range);
      expect(picks.ids.size).toBeLessThanOrEqual(mostPicks);
      expect([...picks.ids].every((id) => many.includes(id))).toBe(true);
    }),
  );
});
