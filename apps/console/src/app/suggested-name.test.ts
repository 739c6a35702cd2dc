import { expect, test } from "vitest";
import { nameProblem, suggestedName } from "./suggested-name.ts";

test.each([
  ["Shop", "shop"],
  ["Café & Shop 2", "cafe-shop-2"],
  ["  2nd  Try! ", "nd-try"],
  ["日本", ""],
  ["a".repeat(80), "a".repeat(60)],
  [`${"a".repeat(59)} b`, "a".repeat(59)],
])("%s is called %s", (title, name) => {
  expect(suggestedName(title)).toBe(name);
  if (name !== "") expect(nameProblem(name)).toBeNull();
});

test.each(["Shop", "a--b", "a-", "1a", "a b", "a_b", "a".repeat(61)])("%s is no name", (name) => {
  expect(nameProblem(name)).toMatch(/^Use lower-case/);
});
