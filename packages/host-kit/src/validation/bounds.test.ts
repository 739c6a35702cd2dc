import type { Json } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { explain, tooMuch } from "./explain.ts";
import { createValidators } from "./validators.ts";

/** A list or object that counts how many of its members were asked for. */
function counting<T extends object>(value: T): { value: T; asked: () => number } {
  const asked = new Set<PropertyKey>();
  const get = (target: T, key: PropertyKey, receiver: unknown): unknown => {
    if (Object.hasOwn(target, key) && key !== "length") asked.add(key);
    return Reflect.get(target, key, receiver);
  };
  return { value: new Proxy(value, { get }), asked: () => asked.size };
}
const many = 50_000;

describe("the words for what is wrong end", () => {
  test("in a list of wrong items, after twenty", () => {
    const { value, asked } = counting(Array.from({ length: many }, (_, n) => n));
    const issues = explain({ type: "array", items: { type: "string" } }, value, "list", {});
    expect(issues).toHaveLength(20);
    expect(issues[0]).toEqual({ path: "list[0]", message: "expected a string, got 0" });
    expect(asked()).toBeLessThanOrEqual(21);
  });

  test("where the walk has looked at as much as it may: said once, and nothing more is looked at", () => {
    const { value, asked } = counting(Array.from({ length: many }, (_, n) => n));
    const issues = explain({ type: "array", items: { type: "number" } }, value, "list", {}, { steps: 1_000 });
    expect(issues).toEqual([{ path: "list[999]", message: tooMuch }]);
    expect(asked()).toBeLessThanOrEqual(1_001);
  });
});

describe("a value that is right but for one place far behind is told of that place", () => {
  const validator = createValidators({});
  const rows = (count: number): Json[] => Array.from({ length: count }, (_, id) => ({ id, "a/b": ["x"] }));
  const schema = {
    type: "object",
    properties: {
      rows: {
        type: "array",
        items: {
          type: "object",
          properties: { id: { type: "integer" }, "a/b": { type: "array", items: { type: "string" } } },
        },
      },
    },
  };
  test.each([
    ["in our words, near", 10, "expected a string, got 1"],
    ["in ajv's, far", many, "must be string"],
  ])("%s", (_, count, message) => {
    const value = { rows: [...rows(count), { id: 1, "a/b": ["x", 1] }] };
    expect(validator(schema)(value, "context")).toEqual([
      { path: `context.rows[${count}]["a/b"][1]`, message },
    ]);
  });
});
