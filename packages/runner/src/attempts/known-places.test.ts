import fc from "fast-check";
import { expect, test } from "vitest";
import { createKnownPlaces } from "./known-places.ts";

test("who comes from very many places forgets only their own oldest", () => {
  const known = createKnownPlaces({ perWho: 3, all: 1_000 });
  known.add("ann", "home");
  for (let n = 0; n < 5_000; n++) known.add("eve", `n${n}`);
  expect(known.has("ann", "home")).toBe(true);
  expect(["n4996", "n4997", "n4999"].map((place) => known.has("eve", place))).toEqual([false, true, true]);
});

test("of all, those go that were seen longest ago; to be seen again counts", () => {
  const known = createKnownPlaces({ perWho: 3, all: 10 });
  known.add("old", "home");
  known.add("ann", "home");
  known.add("old", "home");
  for (let n = 0; n < 9; n++) known.add(`new${n}`, "x");
  expect([known.has("ann", "home"), known.has("old", "home"), known.has("new0", "x")]).toEqual([
    false,
    true,
    true,
  ]);
});

test("is never larger than it may be, and knows the last place of all", () => {
  const seen = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(seen, { minLength: 1, maxLength: 200 }), (all) => {
      const known = createKnownPlaces({ perWho: 2, all: 5 });
      for (const [who, place] of all) {
        known.add(`w${who}`, `p${place}`);
        expect(known.has(`w${who}`, `p${place}`)).toBe(true);
        const pairs = Array.from({ length: 100 }, (_, n) =>
          known.has(`w${n % 10}`, `p${Math.floor(n / 10)}`),
        );
        expect(pairs.filter(Boolean).length).toBeLessThanOrEqual(5);
      }
    }),
  );
});
