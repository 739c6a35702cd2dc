import { scriptOrderNames } from "@scriptyard/model";
import type { ScriptFigures } from "@scriptyard/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

type Row = { module: string; name: string; version: number | null; below: "file" | "default" | null } & {
  figures?: ScriptFigures | undefined;
};
const row = (name: string, change: Partial<Row> = {}): Row => ({
  module: "m",
  name,
  version: null,
  below: "default",
  ...change,
});
const figures = (change: Partial<ScriptFigures>): ScriptFigures => ({
  scriptId: "scr_1",
  executions: 1,
  errors: 0,
  p50Us: 1,
  p95Us: 1,
  p99Us: 1,
  lastAtMs: 1,
  lastError: null,
  ...change,
});
const names = (rows: Row[], order: (typeof scriptOrderNames)[number], turned: boolean) =>
  inOrder(rows, (one) => one.figures, order, turned)
    .map((one) => one.name)
    .join(" ");

test("figures from the largest, success from the smallest, no figure last either way", () => {
  const rows = [
    row("a"),
    row("b", { figures: figures({ executions: 6, errors: 3, p95Us: 10 }) }),
    row("c", { figures: figures({ executions: 9, p95Us: 2 }) }),
  ];
  expect(names(rows, "runs", false)).toBe("c b a");
  expect(names(rows, "success", false)).toBe("b c a");
  expect(names(rows, "success", true)).toBe("c b a");
  expect(names(rows, "p95", false)).toBe("b c a");
  expect(names(rows, "p95", true)).toBe("c b a");
});

test("what runs sorts by layer, then by the number of the version", () => {
  const rows = [
    row("none", { below: null }),
    row("d"),
    row("f", { below: "file" }),
    row("v10", { version: 10 }),
    row("v9", { version: 9, below: "file" }),
  ];
  expect(names(rows, "text", false)).toBe("v9 v10 f d none");
});

test("every order keeps every row, and doing it twice changes nothing", () => {
  const some = fc.option(
    fc
      .record({ executions: fc.integer({ min: 1, max: 3 }), errors: fc.nat(1), p99Us: fc.nat(3) })
      .map(figures),
    { nil: undefined },
  );
  fc.assert(
    fc.property(fc.array(some), fc.constantFrom(...scriptOrderNames), fc.boolean(), (list, order, turned) => {
      const rows = list.map((one, index) => row(`s${index}`, { figures: one }));
      const once = inOrder(rows, (one) => one.figures, order, turned);
      expect(new Set(once)).toEqual(new Set(rows));
      // By name they come already; turned it is the other way round again.
      if (order !== "script") expect(inOrder(once, (one) => one.figures, order, turned)).toEqual(once);
    }),
  );
});
