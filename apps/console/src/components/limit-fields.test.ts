import { limitRanges, limitsSchema } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { limitFields, limitRange, setLimit, shownDefault, shownLimit } from "./limit-fields.ts";

test("every shown range and default is what the model accepts", () => {
  for (const field of limitFields) {
    const schema = limitsSchema.shape[field.key];
    const { min, max } = limitRange(field);
    expect(Number.isFinite(max)).toBe(true);
    expect(schema.safeParse(min * field.scale).success, `${field.key} min`).toBe(true);
    expect(schema.safeParse(max * field.scale).success, `${field.key} max`).toBe(true);
    expect(schema.safeParse((max + 1) * field.scale).success, `${field.key} above`).toBe(false);
    expect(shownDefault(field)).toBeGreaterThanOrEqual(min);
  }
});

test("setting, refusing and clearing a limit", () => {
  const [time, memory] = ["timeoutMs", "memoryLimitBytes"].map((key) =>
    limitFields.find((one) => one.key === key),
  );
  expect(setLimit(time!, "200")).toEqual({ ok: true, limits: { timeoutMs: 200 } });
  expect(setLimit(memory!, "16")).toEqual({ ok: true, limits: { memoryLimitBytes: 16_000_000 } });
  expect(setLimit(time!, "9999")).toMatchObject({ ok: false });
  expect(setLimit(time!, "")).toEqual({ ok: true, limits: { timeoutMs: null } });
  expect([shownLimit({}, memory!), shownLimit({ memoryLimitBytes: 16_000_000 }, memory!)]).toEqual([
    "",
    "16",
  ]);
});

const field = fc.constantFrom(...limitFields);

test("whatever an author sets is kept as the server takes it, or refused with what it may be", () => {
  fc.assert(
    fc.property(field, fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (one, shown) => {
      const { min, max } = limitRanges[one.key];
      const set = setLimit(one, String(shown));
      if (set.ok) {
        const value = set.limits[one.key]!;
        expect(Number.isInteger(value)).toBe(true);
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        expect(Object.keys(set.limits)).toEqual([one.key]);
      } else
        expect(set.problem).toMatch(
          new RegExp(`^${one.label}: between [\\d.]+ and [\\d.\u2009]+ ${one.unit}\\.$`),
        );
    }),
  );
});

test("what is delivered may be set", () => {
  for (const one of limitFields)
    expect(setLimit(one, String(shownDefault(one))), one.key).toMatchObject({ ok: true });
});
