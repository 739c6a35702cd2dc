import type { JsonSchema } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { hostOfTypes } from "../testing/host.ts";
import { validateSettings } from "./index.ts";

/** What an administrator sends as a realm's settings schema is judged, and its types written, on the thread all share. */
describe("a settings schema with many types costs time in proportion to it", () => {
  test.each(Object.entries(shapes()))("%s", (_name, make) => {
    const [few, many] = [leastSpent(() => work(make(125))), leastSpent(() => work(make(900)))];
    // Seven times the types. By the square it would be 50 times; what is there for one costs something too.
    expect(many, `${few} and ${many} ms`).toBeLessThan(24 * few + 200);
  });
});

test("index types do not say everything again at each level", () => {
  let node: JsonSchema = { enum: Array.from({ length: 1_000 }, (_, index) => `v${index}`) };
  for (let level = 0; level < 14; level++)
    node = {
      type: "object",
      properties: { a: node },
      required: ["a"],
      additionalProperties: { type: "string" },
    };
  expect(host.declarations({ settingsSchema: node }).text.length).toBeLessThan(200_000);
});

test("a union of unions is told in a few words", () => {
  const types = Object.fromEntries(
    Array.from({ length: 6 }, (_, level) => [
      `T${level}`,
      level === 5
        ? { type: "string" }
        : { anyOf: Array.from({ length: 100 }, () => ({ $ref: `#/$defs/T${level + 1}` })) },
    ]),
  );
  const schema: JsonSchema = {
    type: "object",
    properties: { a: { $ref: "#/$defs/T0" } },
    required: ["a"],
    $defs: types,
  };
  expect(validateSettings(schema, {})[0]?.message).toMatch(/^is missing; expected .{1,60}$/);
  expect(validateSettings(schema, { a: 5 })).toHaveLength(1);
});

test("types that are unknown are said with some of those there are", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: properties(1_000, (index) => ({ $ref: `#/$defs/Gone${index}` })),
    $defs: properties(1_000, () => ({})),
  };
  const issues = validateSettings(schema, {});
  expect(issues).toHaveLength(100);
  expect(issues[0]?.message).toMatch(/^there is no type "Gone0"; known types: .*\(1001 in all\)$/);
});

test("names that look alike stay apart", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: { a: { $ref: "#/$defs/a-b" }, b: { $ref: "#/$defs/a_b" }, c: { $ref: "#/$defs/aB" } },
    $defs: { "a-b": { type: "string" }, a_b: { type: "number" }, aB: { type: "boolean" } },
  };
  expect(validateSettings(schema, { a: "x", b: 1, c: true })).toEqual([]);
  expect(validateSettings(schema, { a: 1, b: "x", c: 1 }).map(({ path }) => path)).toEqual([
    "settings.a",
    "settings.b",
    "settings.c",
  ]);
});

const host = hostOfTypes({ RealmSettings: { type: "object" } }, ["RealmSettings"]);

function work(schema: JsonSchema): void {
  validateSettings(schema, { a: 5 });
  host.declarations({ settingsSchema: schema });
}

function shapes(): { [name: string]: (n: number) => JsonSchema } {
  const link = (n: number, inner: (next: JsonSchema) => JsonSchema): JsonSchema => ({
    type: "object",
    properties: { a: { $ref: "#/$defs/T0" } },
    $defs: Object.fromEntries(
      Array.from({ length: n }, (_, index) => [
        `T${index}`,
        index === n - 1 ? { type: "string" } : inner({ $ref: `#/$defs/T${index + 1}` }),
      ]),
    ),
  });
  return {
    "one property for each": (n) => ({
      type: "object",
      properties: properties(n, (index) => ({ $ref: `#/$defs/p${index}` })),
      $defs: properties(n, () => ({ type: "string" })),
    }),
    "each stands for the next": (n) => link(n, (next) => ({ allOf: [next] })),
    "each holds the next": (n) => link(n, (next) => ({ type: "object", properties: { a: next } })),
    "each may be the next in two ways": (n) => link(Math.floor(n / 2), (next) => ({ anyOf: [next, next] })),
    "all are called alike": (n) => ({
      type: "object",
      $defs: Object.fromEntries(
        Array.from({ length: n }, (_, index) => [
          `a${"-".repeat(index % 40)}${"_".repeat(Math.floor(index / 40))}`,
          {},
        ]),
      ),
    }),
  };
}

function properties(n: number, of: (index: number) => JsonSchema): { [name: string]: JsonSchema } {
  return Object.fromEntries(Array.from({ length: n }, (_, index) => [`p${index}`, of(index)]));
}

/** Processor time in ms, the least of three: neighbours take the caches, not only the time. */
function leastSpent(work: () => void): number {
  const spent = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...spent);
}
