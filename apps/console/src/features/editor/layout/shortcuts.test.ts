import { expect, test } from "vitest";
import { shortcutOf } from "./shortcuts.ts";

const key = (key: string, change: Partial<KeyboardEvent> = {}) => ({
  key,
  code: `Key${key.toUpperCase()}`,
  metaKey: false,
  ctrlKey: true,
  shiftKey: false,
  altKey: false,
  ...change,
});

test("keys of the editor", () => {
  expect(shortcutOf(key("Enter"))).toBe("run");
  expect(shortcutOf(key("s"))).toBe("save");
  expect(shortcutOf(key("P", { shiftKey: true, code: "KeyP" }))).toBe("publish");
  expect(shortcutOf(key("b"))).toBe("toggleTree");
  expect(shortcutOf(key("j"))).toBe("toggleBottom");
  expect(shortcutOf(key("."))).toBe("toggleRail");
  expect(shortcutOf(key("F8", { ctrlKey: false }))).toBe("nextProblem");
});

test("other keys are left to Monaco and the browser", () => {
  expect(shortcutOf(key("p"))).toBeNull();
  expect(shortcutOf(key("s", { ctrlKey: false }))).toBeNull();
  expect(shortcutOf(key("s", { altKey: true }))).toBeNull();
  expect(shortcutOf(key("k"))).toBeNull();
});
