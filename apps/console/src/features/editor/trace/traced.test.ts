import { expect, test } from "vitest";
import { aTrace } from "../testing/a-trace.ts";
import { changesBefore, linesNeverRun, moved, openTrace, placeAt, stackAt, variablesAt } from "./traced.ts";

const traced = openTrace(aTrace())!;
const lines = [0, 1, 2, 3].map((k) => placeAt(traced, k).line);

test("steps are where they were, with what was written as it was then", () => {
  expect(lines).toEqual([1, 2, 7, 3]);
  expect(variablesAt(traced, 1, 0)).toEqual([]);
  const shown = (call: number, k: number) =>
    variablesAt(traced, call, k).map(({ name, shown: value }) => [name, value]);
  expect(shown(1, 1)).toEqual([["a", "7"]]);
  // The inner call sees its own, then those around it.
  expect(shown(2, 2)).toEqual([
    ["b", '"hello…" (300 characters)'],
    ["a", "7"],
  ]);
  expect(shown(1, 3)).toEqual([["a", "7"]]);
});

test("over stays in the call, into goes where it goes, out leads to the caller, and each has a way back", () => {
  expect(moved(traced, 1, "over", 1)).toBe(3);
  expect(moved(traced, 1, "into", 1)).toBe(2);
  expect(moved(traced, 2, "out", 1)).toBe(3);
  expect(moved(traced, 2, "out", -1)).toBe(1);
  expect(moved(traced, 3, "over", -1)).toBe(1);
  expect(moved(traced, 3, "into", -1)).toBe(2);
  expect(moved(traced, 3, "over", 1)).toBeNull();
  expect(moved(traced, 0, "out", -1)).toBeNull();
  expect([moved(traced, 0, "mark", 1), moved(traced, 3, "mark", 1), moved(traced, 0, "mark", -1)]).toEqual([
    3,
    null,
    null,
  ]);
});

test("calls under way, the innermost first, each at its own line", () => {
  expect(stackAt(traced, 2).map(({ name, place }) => [name, place.line])).toEqual([
    ["g", 7],
    ["f", 2],
  ]);
});

test("what a step wrote is said at the next, how often lines ran is counted, and those that never did are known", () => {
  expect(changesBefore(traced, 1).map(({ name, shown }) => [name, shown])).toEqual([["a", "7"]]);
  expect(changesBefore(traced, 3)).toEqual([]);
  expect([...traced.hits.get("risk/check")!]).toEqual([0, 1, 1, 1, 0, 0, 0, 1]);
  expect(linesNeverRun(traced, "risk/check")).toEqual([4]);
});

test("a run that did something else has no steps", () => {
  expect(openTrace(aTrace({ trace: null }))).toBeNull();
});
