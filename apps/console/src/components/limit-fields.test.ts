import { limitsSchema } from "@scriptyard/model";
import { expect, test } from "vitest";
import { limitFields, limitRange, setLimit, shownDefault } from "./limit-fields.ts";

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
  expect(setLimit({ logLines: 5 }, time!, 200)).toEqual({
    ok: true,
    limits: { logLines: 5, timeoutMs: 200 },
  });
  expect(setLimit({}, memory!, 16)).toEqual({ ok: true, limits: { memoryLimitBytes: 16_000_000 } });
  expect(setLimit({}, time!, 9_999)).toMatchObject({ ok: false });
  expect(setLimit({ timeoutMs: 200 }, time!, null)).toEqual({ ok: true, limits: {} });
});
