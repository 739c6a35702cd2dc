import { expect, test } from "vitest";
import { block, decision } from "../../../testing/flow-kinds.ts";
import { isOfBefore } from "./outcome-rule.ts";

const kinds = [decision, block];

test("only a deciding version without the rule has the old meaning", () => {
  expect(isOfBefore({ hook: "onExecute", unknownOutcome: null }, kinds)).toBe(true);
  expect(isOfBefore({ hook: "onExecute", unknownOutcome: "error" }, kinds)).toBe(false);
  expect(isOfBefore({ hook: "render", unknownOutcome: null }, kinds)).toBe(false);
});
