import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatBytes,
  formatCompact,
  formatCounted,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
  formatRelative,
  formatSpan,
  formatTimeout,
  plural,
} from "./format.ts";

/** Thin spaces are hard to see in a test. */
const plain = (text: string): string => text.replaceAll("\u2009", " ");

test.each([
  [0, "0"],
  [7, "7"],
  [999, "999"],
  [1234, "1 234"],
  [12038, "12 038"],
  [1234567, "1 234 567"],
  [-12038, "−12 038"],
  [2.25, "2.3"],
  [123.4, "123"],
  [Number.NaN, "–"],
])("number %d reads %s", (value, text) => {
  expect(plain(formatNumber(value))).toBe(text);
});

test("what is counted so far and no further says so", () => {
  expect([0, 999, 1_000].map((count) => formatCounted(count, 1_000))).toEqual(["0", "999", "999+"]);
});

test("the digits of a whole number are all there, whatever its size", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
      expect(Number(plain(formatNumber(value)).replaceAll(" ", "").replace("−", "-"))).toBe(value);
    }),
  );
});

test.each([
  [38, "38 µs"],
  [99.6, "100 µs"],
  [400, "0.40 ms"],
  [1_240, "1.2 ms"],
  [38_400, "38 ms"],
  [1_250_000, "1.25 s"],
  [61_000_000, "61.0 s"],
  [180_000_000, "3 min"],
])("%d µs reads %s", (us, text) => {
  expect(plain(formatDuration(us))).toBe(text);
});

test.each([
  [0, "0 s"],
  [61_000, "1 min 1 s"],
  [3_600_000, "1 h"],
  [187_200_000, "2 d 4 h"],
])("%d ms spans %s", (milliseconds, text) => {
  expect(plain(formatSpan(milliseconds))).toBe(text);
});

test.each([
  [9_999, "9 999"],
  [10_649, "10.6 k"],
  [3_400_000, "3.4 M"],
  [50_000_000, "50 M"],
])("%d in little room reads %s", (value, text) => {
  expect(plain(formatCompact(value))).toBe(text);
});

test.each([
  [512, "512 B"],
  [90_112, "88 KB"],
  [1_023_000, "999 KB"],
  [1_024_000, "1 MB"],
  [10_000_000, "9.5 MB"],
])("%d bytes read %s", (bytes, text) => {
  expect(plain(formatBytes(bytes))).toBe(text);
});

test.each([
  [0, 10, "0 %"],
  [1, 10_000, "< 0.1 %"],
  [61, 18_233, "0.3 %"],
  [1, 3, "33 %"],
  [5, 5, "100 %"],
  [0, 0, "–"],
])("%d of %d is %s", (part, whole, text) => {
  expect(plain(formatPercent(part, whole))).toBe(text);
});

test("a failure never reads as none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e9 }), (part, rest) => {
      expect(plain(formatPercent(part, part + rest))).not.toBe("0 %");
    }),
  );
});

const now = 1_763_700_000_000;
test.each([
  [0, "just now"],
  [40_000, "40 s ago"],
  [180_000, "3 min ago"],
  [5 * 3_600_000, "5 h ago"],
  [2 * 86_400_000, "2 d ago"],
  [-180_000, "in 3 min"],
])("%d ms before now is %s", (past, text) => {
  expect(plain(formatRelative(now - past, now))).toBe(text);
});

test("a moment is as short as it is still exact", () => {
  const noon = new Date(2026, 10, 28, 12, 0, 5).getTime();
  const before = (days: number): string =>
    formatMoment(new Date(2026, 10, 28 - days, 9, 3, 4).getTime(), noon);
  expect([before(0), before(1), before(400)]).toEqual(["09:03:04", "27 Nov 09:03:04", "24 Oct 2025 09:03"]);
});

test("after two weeks the date says more", () => {
  expect(formatRelative(now - 40 * 86_400_000, now)).toMatch(/^\d{1,2} \w{3,4} \d{4}$/);
});

test("one is not many", () => {
  expect([plural(1, "line"), plural(0, "line"), plural(2, "entry", "entries")]).toEqual([
    "1 line",
    "0 lines",
    "2 entries",
  ]);
});

test.each([
  [50, "50 ms"],
  [1_000, "1 s"],
  [1_500, "1 500 ms"],
  [90_000, "1 min 30 s"],
])("a limit of %d ms reads %s", (milliseconds, text) => {
  expect(plain(formatTimeout(milliseconds))).toBe(text);
});
