import { executionTrigger, outcomeErrorTypes } from "@scriptyard/model";
import { expect, test } from "vitest";
import { executionTriggers, outcomeTypes } from "./vocabulary.ts";

test("the console's words are the model's", () => {
  expect(outcomeTypes).toEqual(outcomeErrorTypes);
  expect(executionTriggers).toEqual(executionTrigger.options);
});
