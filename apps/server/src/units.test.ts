import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBytes, parseDuration, showBytes, showDuration } from "./units.ts";

test("times and sizes as people write them", () => {
  expect(["5s", "500ms", "1.5 h", " 2M ", "1d", "0s"].map(parseDuration)).toEqual([
    5_000, 500, 5_400_000, 120_000, 86_400_000, 0,
  ]);
  expect(["10MB", "10485760", "1.5 GiB", "64kb", "1KiB", "7 B"].map(parseBytes)).toEqual([
    10_000_000, 10_485_760, 1_610_612_736, 64_000, 1_024, 7,
  ]);
});

test("what is neither is refused, not guessed", () => {
  for (const text of ["", "5", "s", "-5s", "5 parsecs", "1e3s", "0.5ms", "5s5", "٥s", "Infinity s", "1__0s"])
    expect([text, parseDuration(text)]).toEqual([text, null]);
  for (const text of ["", "MB", "-1", "1.5B", "10 MBit", "0x10", "1,000", "NaN"])
    expect([text, parseBytes(text)]).toEqual([text, null]);
});

test("every quantity that is shown reads back as itself", () => {
  fc.assert(fc.property(fc.maxSafeNat(), (ms) => parseDuration(showDuration(ms)) === ms));
  fc.assert(fc.property(fc.maxSafeNat(), (bytes) => parseBytes(showBytes(bytes)) === bytes));
});

test("any text gives a whole number or null", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{0,20}\.?\d{0,3} ?[a-zA-Z]{0,3}$/));
  fc.assert(
    fc.property(text, (text) =>
      [parseDuration(text), parseBytes(text)].every((value) => value === null || Number.isSafeInteger(value)),
    ),
  );
});
