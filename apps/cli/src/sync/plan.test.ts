import fc from "fast-check";
import { expect, test } from "vitest";
import { isEditedHere, publishStep, pullStep, pushStep, type Sides } from "./plan.ts";

const hash = fc.constantFrom("a", "b", "c");
const sides = fc.record({
  specifier: fc.constant("m/n"),
  local: fc.option(hash, { nil: null }),
  remote: fc.option(hash, { nil: null }),
  base: fc.option(hash, { nil: null }),
});

/** What both sides hold after a step that was taken. */
const afterPull = (s: Sides): Sides =>
  pullStep(s) === "write" || pullStep(s) === "same" ? { ...s, local: s.remote, base: s.remote } : s;
const afterPush = (s: Sides): Sides =>
  ["save", "create", "same"].includes(pushStep(s)) ? { ...s, remote: s.local, base: s.local } : s;

test("a pull never writes over a text that is nowhere else, a push never saves over one the author has not seen", () => {
  fc.assert(
    fc.property(sides, (s) => {
      if (pullStep(s) === "write") expect(s.local === null || s.local === s.base).toBe(true);
      if (pushStep(s) === "save") expect(s.remote).toBe(s.base);
      if (pushStep(s) === "create") expect(s.remote).toBeNull();
    }),
  );
});

test("what was pulled or pushed is the same on both sides, and a second time does nothing", () => {
  fc.assert(
    fc.property(sides, (s) => {
      const pulled = afterPull(s);
      if (pulled !== s) expect([pullStep(pulled), pushStep(pulled)]).toEqual(["same", "same"]);
      const pushed = afterPush(s);
      if (pushed !== s) expect([pullStep(pushed), pushStep(pushed)]).toEqual(["same", "same"]);
    }),
  );
});

test("texts changed on both sides are a conflict either way, and on one side only one command moves them", () => {
  fc.assert(
    fc.property(sides, (s) => {
      if (s.local === null || s.remote === null) return;
      expect(pullStep(s) === "conflict").toBe(pushStep(s) === "conflict");
      if (pullStep(s) === "write") expect(pushStep(s)).toBe("changed-there");
      if (pushStep(s) === "save") expect(pullStep(s)).toBe("changed-here");
    }),
  );
});

test("only what was edited here goes live unasked, and never over a roll-back", () => {
  const standing = fc.record({
    isLive: fc.boolean(),
    edited: fc.boolean(),
    rolledBack: fc.boolean(),
    retired: fc.boolean(),
  });
  const allowed = fc.record({ unedited: fc.boolean(), overRollback: fc.boolean(), retired: fc.boolean() });
  fc.assert(
    fc.property(standing, allowed, (script, may) => {
      const step = publishStep(script, may);
      if (step !== "publish") return;
      expect(script.isLive).toBe(false);
      expect(script.edited || may.unedited).toBe(true);
      expect(!script.rolledBack || may.overRollback).toBe(true);
      expect(!script.retired || may.retired).toBe(true);
    }),
  );
  expect(
    publishStep(
      { isLive: false, edited: true, rolledBack: false, retired: false },
      { unedited: false, overRollback: false, retired: false },
    ),
  ).toBe("publish");
});

test("a text that was only pulled was not edited here; one that was saved from here stays so until it is a version", () => {
  const pulled = { specifier: "m/n", local: "a", remote: "a", base: "a" };
  expect(isEditedHere(pulled, {})).toBe(false);
  expect(isEditedHere(pulled, { edited: true })).toBe(true);
  expect(isEditedHere({ ...pulled, local: "b" }, {})).toBe(true);
  // A folder that never pulled: a repository's, say.
  expect(isEditedHere({ ...pulled, base: null }, undefined)).toBe(true);
});
