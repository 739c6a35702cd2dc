import fc from "fast-check";
import { expect, test } from "vitest";
import { type SortKey, sortedBy, sortKeys } from "./sort.ts";
import type { ScriptStatus } from "./words.ts";

const row = (name: string, change: Partial<ScriptStatus> = {}): ScriptStatus => ({
  module: "m",
  name,
  scriptId: null,
  hook: "onMessage",
  layer: "default",
  version: null,
  path: null,
  sha256: null,
  language: "typescript",
  problem: null,
  compileUs: null,
  runs: 0,
  errors: 0,
  successRate: null,
  p50Us: null,
  p95Us: null,
  p99Us: null,
  lastRunAt: null,
  lastError: null,
  ...change,
});
const names = (rows: ScriptStatus[]) => rows.map((one) => one.name).join(" ");

test("figures from the largest, success from the smallest, no figure last either way", () => {
  const rows = [
    row("a"),
    row("b", { runs: 5, successRate: 0.5, p95Us: 10 }),
    row("c", { runs: 9, successRate: 1, p95Us: 2 }),
  ];
  expect(names(sortedBy(rows, "runs", false))).toBe("c b a");
  expect(names(sortedBy(rows, "success", false))).toBe("b c a");
  expect(names(sortedBy(rows, "success", true))).toBe("c b a");
  expect(names(sortedBy(rows, "p95", false))).toBe("b c a");
  expect(names(sortedBy(rows, "p95", true))).toBe("c b a");
});

test("what runs sorts by layer, then by the number of the version", () => {
  const version = (name: string, number: number) => row(name, { layer: "version", version: number });
  const rows = [
    row("none", { layer: null }),
    row("d"),
    row("f", { layer: "file" }),
    version("v10", 10),
    version("v9", 9),
  ];
  expect(names(sortedBy(rows, "text", false))).toBe("v9 v10 f d none");
});

test("every order keeps every row, and turning it twice is the same order", () => {
  const figures = fc.record({
    runs: fc.nat(3),
    compileUs: fc.option(fc.nat(3)),
    successRate: fc.option(fc.constantFrom(0, 0.5, 1)),
    p99Us: fc.option(fc.nat(3)),
  });
  fc.assert(
    fc.property(
      fc.array(figures),
      fc.constantFrom<SortKey>(...sortKeys),
      fc.boolean(),
      (list, key, turned) => {
        const rows = list.map((change, index) => row(`s${index}`, change));
        const once = sortedBy(rows, key, turned);
        expect(new Set(once)).toEqual(new Set(rows));
        expect(sortedBy(once, key, turned)).toEqual(once);
      },
    ),
  );
});
