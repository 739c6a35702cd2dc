import { expect, test } from "vitest";
import { lastUsed } from "./last-used.ts";

test("what was used last is remembered, and no more than that", () => {
  const seen = lastUsed<number>(1_000);
  for (let n = 0; n < 3_000; n++) {
    seen.set(`${n}`, n);
    expect(seen.get("0")).toBe(0);
  }
  expect(seen.size).toBe(1_000);
  expect([seen.get("2000"), seen.get("2001"), seen.get("2999")]).toEqual([undefined, 2_001, 2_999]);
  seen.set("2999", 1);
  expect([seen.size, seen.get("2999")]).toEqual([1_000, 1]);
});

test("an empty one holds no room for what may come", () => {
  const before = process.memoryUsage();
  const caches = Array.from({ length: 40 }, () => lastUsed<number>(50_000));
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const bytes = heapUsed - before.heapUsed + arrayBuffers - before.arrayBuffers;
  // Each would be more than a megabyte.
  expect(bytes / caches.length).toBeLessThan(100_000);
});
