import type { SeenExecution } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sameOutcome } from "./same-outcome.ts";

const ok = (result: unknown, change = {}) =>
  ({
    status: "ok",
    result,
    effects: [],
    error: null,
    logs: [],
    metrics: {},
    ...change,
  }) as unknown as SeenExecution;
const failed = (message: string, line: number) =>
  ok(null, {
    status: "error",
    error: { type: "execution", message, stack: [{ file: "a/b", line, column: 1 }] },
  });

test("order of keys and cost do not matter, values and effects do", () => {
  expect(
    sameOutcome(ok({ a: 1, b: { c: 1, d: 2 } }), ok({ b: { d: 2, c: 1 }, a: 1 }, { metrics: { runUs: 5 } })),
  ).toBe(true);
  expect(sameOutcome(ok({ a: 1 }), ok({ a: 2 }))).toBe(false);
  expect(sameOutcome(ok([1, 2]), ok([2, 1]))).toBe(false);
  expect(sameOutcome(ok(1), ok(1, { effects: [{ name: "flow.set", args: ["risk", 1] }] }))).toBe(false);
});

test("a failure is the same at the same line only", () => {
  expect(sameOutcome(failed("x is null", 3), failed("x is null", 3))).toBe(true);
  expect(sameOutcome(failed("x is null", 3), failed("x is null", 4))).toBe(false);
  expect(sameOutcome(failed("x is null", 3), ok(null))).toBe(false);
});

test("a run is as itself, whatever the order of its keys; any other value is another outcome", () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, of]) => [key, turned(of)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(sameOutcome(ok(a), ok(turned(a)))).toBe(true);
      expect(sameOutcome(ok(a), ok(b))).toBe(sameOutcome(ok(b), ok(a)));
      expect(sameOutcome(ok(a), ok({ of: a }))).toBe(false);
    }),
  );
});
