import { expect, test } from "vitest";
import { createLostEngines } from "./lost-engines.ts";

test("a program that has just cost an engine is known for a minute, others are not", () => {
  let now = 0;
  const lost = createLostEngines(() => now);
  expect(lost.note("a")).toBe(false);
  now = 59_000;
  expect(lost.note("b")).toBe(false);
  expect(lost.note("a")).toBe(true);
  now += 60_000;
  expect(lost.note("a")).toBe(false);
});
