import { outcomeErrorTypes } from "@scriptyard/model";
import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseErrorsSearch } from "./search.ts";

test("every state of the page survives its address", () => {
  const states = fc.record(
    {
      status: fc.constantFrom("muted", "resolved", "all"),
      script: fc.constantFrom("login/risk-check", "shared/dates"),
      type: fc.constantFrom(...outcomeErrorTypes),
      text: fc.string({ maxLength: 40 }).map((text) => `x${text}`.trim()),
      open: fc.stringMatching(/^erg_[0-9a-z]{26}$/),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(states, (state) => {
      expect(parseErrorsSearch(defaultParseSearch(defaultStringifySearch(state)))).toEqual(state);
    }),
  );
});

test("what makes no sense is left out", () => {
  expect(parseErrorsSearch({ status: "open", type: "boom", open: "exe_1", text: "  " })).toEqual({});
});
