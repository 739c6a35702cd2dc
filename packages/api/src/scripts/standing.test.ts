import { expect, test } from "vitest";
import { stands } from "./standing.ts";

test("an error stands until another version than the one that met it has run", () => {
  const error = { lastVersion: 3, lastSeenAt: 100 };
  expect(stands(error, { liveVersion: 3, lastAtMs: 200 })).toBe(true);
  expect(stands(error, { liveVersion: 4, lastAtMs: 100 })).toBe(true);
  expect(stands(error, { liveVersion: 4, lastAtMs: 101 })).toBe(false);
  // Rolled back.
  expect(stands(error, { liveVersion: 2, lastAtMs: 101 })).toBe(false);
  // Of a file, which has no number: only a publish tells it from the text before.
  expect(stands({ ...error, lastVersion: null }, { liveVersion: null, lastAtMs: 200 })).toBe(true);
  expect(stands({ ...error, lastVersion: null }, { liveVersion: 1, lastAtMs: 200 })).toBe(false);
  expect(stands(error, { liveVersion: 4, lastAtMs: null })).toBe(true);
});
