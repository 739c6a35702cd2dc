import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeAtCursor } from "./outcome-at-cursor.ts";

const members = ["outcome", "resume"];

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
  ])("%s", (before, typed) => expect(outcomeAtCursor(before, members)).toBe(typed));

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
  ])("nowhere else: %s", (before) => expect(outcomeAtCursor(before, members)).toBeNull());
});

test("whatever stands before the cursor, what was typed is its end, on one line and without its quote", () => {
  const piece = fc.constantFrom(
    "outcome",
    "resume",
    ":",
    '"',
    "'",
    "`",
    "\\",
    "\n",
    "?",
    ",",
    "{",
    "}",
    " ",
    "sus",
    "===",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const before = pieces.join("");
      const typed = outcomeAtCursor(before, members);
      if (typed === null) return;
      expect(before.endsWith(typed)).toBe(true);
      const quote = before.charAt(before.length - typed.length - 1);
      expect(['"', "'", "`"]).toContain(quote);
      if (quote !== "`") expect(typed).not.toContain("\n");
      // The quote ends it, so that what follows is no outcome any more.
      if (!typed.endsWith("\\")) expect(outcomeAtCursor(`${before}${quote}, `, members)).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});
