import { idPrefixes, idSchema, idTimeMs, newId } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";

test("ids made one after the other sort in that order, even when the clock stands still or steps back", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), {
        minLength: 2,
        maxLength: 200,
      }),
      (clock) => {
        const ids = clock.map((nowMs) => newId("exe", nowMs));
        expect([...ids].sort()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
  );
});

test("every prefix makes ids that its own schema accepts and the others refuse", () => {
  const prefixes = Object.keys(idPrefixes) as (keyof typeof idPrefixes)[];
  for (const prefix of prefixes) {
    const id = newId(prefix);
    for (const other of prefixes) expect(idSchema(other).safeParse(id).success).toBe(other === prefix);
  }
});

test("an id tells when it was made", () => {
  const nowMs = 2_000_000_000_000; // later than any clock the property above set
  expect(idTimeMs(newId("scr", nowMs))).toBe(nowMs);
});

test.each([
  "",
  "scr_",
  "scr_01jd",
  "SCR_01jd3x8k2m9q4r7t0v5w6y8z1a",
  "scr_01jd3x8k2m9q4r7t0v5w6y8z1l",
  "scr_01jd3x8k2m9q4r7t0v5w6y8z1a; drop table",
])("%j is no script id, and the message says what one looks like", (value) => {
  const parsed = idSchema("scr").safeParse(value);
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.message).toContain('the id of a script: "scr_"');
});
