import {
  blocksPublish,
  blocksRun,
  type Diagnostic,
  defaultLimits,
  Fault,
  failedOutcome,
  faults,
  limitsSchema,
  outcomeErrorTypes,
  outcomeSchema,
  scriptName,
  slug,
  uiBlockSchema,
} from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";

test("the default limits are inside the allowed ranges", () => {
  expect(limitsSchema.parse(defaultLimits)).toEqual(defaultLimits);
});

test("a failed outcome of every type is a valid outcome", () => {
  for (const type of outcomeErrorTypes) {
    const outcome = failedOutcome({ type, message: "x", stack: [] }, { queueUs: 3 });
    expect(outcomeSchema.parse(outcome)).toEqual(outcome);
  }
});

test("faults keep their cause and details", () => {
  const cause = new Error("disk I/O error");
  const fault = new Fault("storage", "The draft was not written.", { cause, details: { scriptId: "scr_1" } });
  expect(fault).toMatchObject({ name: "Fault", code: "storage", cause, details: { scriptId: "scr_1" } });
  expect(faults[fault.code].retry).toBe(true);
});

test("type findings stop a publish but not a run; policy and syntax stop both; warnings stop neither", () => {
  const finding = (source: Diagnostic["source"], severity: Diagnostic["severity"]): Diagnostic => ({
    file: "login/risk-check",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    code: "ts2304",
    message: "x",
    source,
    severity,
  });
  expect([blocksPublish([finding("types", "error")]), blocksRun([finding("types", "error")])]).toEqual([
    true,
    false,
  ]);
  expect([blocksPublish([finding("policy", "error")]), blocksRun([finding("policy", "error")])]).toEqual([
    true,
    true,
  ]);
  expect([blocksPublish([finding("syntax", "warning")]), blocksRun([])]).toEqual([false, false]);
});

test("names are kebab-case; nothing that means something in a path or an address passes", () => {
  for (const good of ["login", "risk-check", "a1", "a-1-b"]) expect(slug.safeParse(good).success).toBe(true);
  for (const bad of ["", "-a", "a-", "a--b", "A", "a/b", "..", "a b", "ä", "1a", "a_b"])
    expect(slug.safeParse(bad).success).toBe(false);
  fc.assert(
    fc.property(fc.string(), (text) => !slug.safeParse(text).success || encodeURIComponent(text) === text),
  );
});

test("names of modules and scripts may have single underscores, and are as safe in paths", () => {
  for (const good of ["login", "risk-check", "hit_simulator", "a_1-b"])
    expect(scriptName.safeParse(good).success).toBe(true);
  for (const bad of ["", "_a", "a_", "a__b", "a-_b", "A_b", "a/b", "..", "a.b", "@acme", "1a"])
    expect(scriptName.safeParse(bad).success).toBe(false);
  fc.assert(
    fc.property(
      fc.string(),
      (text) => !scriptName.safeParse(text).success || encodeURIComponent(text) === text,
    ),
  );
});

test("a block holds plain data of the closed vocabulary only", () => {
  expect(uiBlockSchema.safeParse({ parts: [{ type: "heading", text: "<b>hi</b>" }] }).success).toBe(true);
  expect(uiBlockSchema.safeParse({ parts: [{ type: "html", text: "x" }] }).success).toBe(false);
  expect(uiBlockSchema.safeParse({ parts: [] }).success).toBe(false);
});
