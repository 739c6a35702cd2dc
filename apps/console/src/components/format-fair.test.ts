import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatBytes,
  formatCompact,
  formatDuration,
  formatPercent,
  formatRelative,
  formatSpan,
} from "./format.ts";

const plain = (text: string): string => text.replaceAll("\u2009", " ");

/** What a reader takes a figure for; `units` from the smallest to the largest. */
function readIn(units: readonly (readonly [string, number])[], text: string): number {
  return plain(text)
    .split(/ (?=[\d.]+ [a-zµ])/i)
    .reduce((sum, part) => {
      const [figure = "", unit = ""] = part.split(/ (?=[a-zµ])/i);
      const size = units.find(([name]) => name === unit)?.[1];
      if (size === undefined) throw new Error(`${text}: no unit ${unit}`);
      return sum + Number(figure.replaceAll(" ", "").replace("−", "-")) * size;
    }, 0);
}

const times = [
  ["µs", 1],
  ["ms", 1e3],
  ["s", 1e6],
  ["min", 60e6],
  ["h", 3_600e6],
  ["d", 86_400e6],
] as const;

/** Whatever the size, a figure is read as nearly what it is, and in the unit in which it is short. */
function isFair(text: string, read: number, value: number): void {
  expect(Math.abs(read - value), text).toBeLessThanOrEqual(0.06 * value);
  expect(plain(text), `${value}`).not.toMatch(/(^|\D)\d{4,}(\D|$)/);
}

test("a duration is read as what it was, in its own unit up to the next", () => {
  const us = fc.oneof(
    fc.integer({ min: 100, max: 2e9 }),
    fc.constantFrom(999_499, 999_600, 9_999, 99_999_999),
  );
  fc.assert(
    fc.property(us, (value) => isFair(formatDuration(value), readIn(times, formatDuration(value)), value)),
  );
});

test("a size is read as what it is, in its own unit up to the next", () => {
  const units = [
    ["B", 1],
    ["KB", 1_024],
    ["MB", 1_048_576],
  ] as const;
  const bytes = fc.oneof(fc.integer({ min: 1_024, max: 900e6 }), fc.constantFrom(1_048_575, 1_048_000));
  fc.assert(
    fc.property(bytes, (value) => {
      const read = readIn(units, formatBytes(value));
      expect(Math.abs(read - value), formatBytes(value)).toBeLessThanOrEqual(0.06 * value);
      expect(plain(formatBytes(value))).not.toBe("1024 KB");
    }),
  );
});

test("a count in little room is read as what it is, in its own unit up to the next", () => {
  const units = [
    ["k", 1e3],
    ["M", 1e6],
    ["G", 1e9],
  ] as const;
  const count = fc.oneof(fc.integer({ min: 1e4, max: 9e11 }), fc.constantFrom(999_950, 999_999, 999_999_999));
  fc.assert(
    fc.property(count, (value) => isFair(formatCompact(value), readIn(units, formatCompact(value)), value)),
  );
});

test("a span is never longer than it was, and lacks less than its smaller unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 9e9 }), (milliseconds) => {
      const whole = Math.round(milliseconds / 1_000);
      const read = readIn(times, formatSpan(milliseconds)) / 1e6;
      expect(read).toBeLessThanOrEqual(whole);
      expect(whole - read).toBeLessThan(whole < 3_600 ? 1 : whole < 86_400 ? 60 : 3_600);
    }),
  );
});

test("a share is none only where there is none, and all only where it is all", () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), (part, rest) => {
      const text = plain(formatPercent(part, part + rest));
      expect(text === "–").toBe(part + rest === 0);
      if (part + rest === 0) return;
      expect(text === "0 %", text).toBe(part === 0);
      expect(text === "100 %", text).toBe(rest === 0);
    }),
  );
  expect(plain(formatPercent(999, 1_000))).toBe("99.9 %");
  expect(plain(formatPercent(99_999, 100_000))).toBe("> 99.9 %");
});

test("how long ago is said in a unit that is not full yet, the same for what is to come", () => {
  const anyPast = fc.integer({ min: 5_000, max: 14 * 86_400_000 - 1 });
  const full: Record<string, number> = { s: 60, min: 60, h: 24, d: 14 };
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(59_600, 59_999), anyPast), (past) => {
      const [, figure, unit = ""] = /^(\d+) (\w+) ago$/.exec(plain(formatRelative(0, past))) ?? [];
      expect(Number(figure), `${past}`).toBeGreaterThan(0);
      expect(Number(figure), `${past}`).toBeLessThan(full[unit]!);
      expect(plain(formatRelative(past, 0))).toBe(`in ${figure} ${unit}`);
    }),
  );
});
