import { expect, test } from "vitest";
import { isOfBefore } from "./outcome-rule.ts";

test("only a deciding version without the rule has the old meaning", () => {
  expect(isOfBefore({ hook: "onExecute", unknownOutcome: null })).toBe(true);
  expect(isOfBefore({ hook: "onExecute", unknownOutcome: "error" })).toBe(false);
  expect(isOfBefore({ hook: "render", unknownOutcome: null })).toBe(false);
});
