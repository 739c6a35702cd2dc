import { describe, expect, test } from "vitest";
import { outcomeAtCursor } from "./outcome-at-cursor.ts";

describe("the outcome at the cursor", () => {
  test.each([
    [`return { action: "continue", outcome: "`, ""],
    [`return { action: "continue", outcome: "sus`, "sus"],
    [`outcome:'trus`, "trus"],
    ["outcome: `a-", "a-"],
    [`"outcome": "x`, "x"],
    [`outcome:\n    form === null ? "a" : "b`, "b"],
    [`outcome: form.x ?? "b`, "b"],
    [`flow.redirect(url, { resume: "pa`, "pa"],
    [`{ outcome: "a" }; return { outcome: "b`, "b"],
  ])("%s", (before, typed) => expect(outcomeAtCursor(before)).toBe(typed));

  test.each([
    `return { action: "`,
    `outcome: `,
    `outcome: "a"`,
    `outcome: "a", code: "`,
    `outcome: form.x === "`,
    `myoutcome: "`,
    `result.outcome: "`,
    `outcome: "a\n`,
    `outcome: pick({ a: "`,
    `log.info("outcome`,
  ])("nowhere else: %s", (before) => expect(outcomeAtCursor(before)).toBeNull());
});
