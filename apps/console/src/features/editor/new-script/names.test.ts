import { scriptName } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nameProblem, toSlug } from "./names.ts";

test("names and what to write instead", () => {
  expect(nameProblem("script", "risk-check")).toBeNull();
  expect(nameProblem("module", "")).toBe("Name the module.");
  expect(nameProblem("script", "Risk Check!")).toContain("“risk-check”");
  expect(toSlug("  Ärger im Büro 2 ")).toBe("arger-im-buro-2");
  expect(toSlug("123")).toBe("");
});

test("a suggestion is always a name that is accepted", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 90 }), (text) => {
      const suggestion = toSlug(text);
      expect(suggestion === "" || scriptName.safeParse(suggestion).success).toBe(true);
    }),
  );
});
