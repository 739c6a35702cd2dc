import { expect, test } from "vitest";
import { type Began, beganWords, liveWords } from "./began-words.ts";

const began = {
  kind: "version",
  version: 3,
  authorName: "Ada",
  note: "Break it on purpose",
  at: 1_000,
  earlier: null,
} satisfies Began;

test("a version names who made it and why", () => {
  expect(beganWords(began)).toBe("began with v3 by Ada “Break it on purpose”");
  expect(beganWords({ ...began, authorName: null, note: "" })).toBe("began with v3 by Scriptyard");
});

test("a version that only failed first is not blamed", () => {
  expect(beganWords({ ...began, earlier: 2 })).toBe("began before v3: v2 has it too");
});

test("what has no version says what ran", () => {
  expect(beganWords({ kind: "file" })).toBe("began with a file, without a version");
  expect(beganWords({ kind: "default" })).toBe("began with the default, without a version");
  expect(beganWords({ kind: "unknown" })).toBe("began without a version");
});

test("whether what is live brought it", () => {
  expect(liveWords(began, 3)).toBeNull();
  expect(liveWords(began, 5)).toBe("It began before v5, which is live.");
  expect(liveWords(began, 2)).toBe("v2, which is live, is from before it.");
  expect(liveWords({ ...began, earlier: 2 }, 3)).toBe("It began before v3, which is live.");
  expect(liveWords(began, null)).toBeNull();
  expect(liveWords({ kind: "file" }, 3)).toBeNull();
});
