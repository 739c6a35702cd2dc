import { expect, test } from "vitest";
import { dark, light, type Palette, shades } from "./tokens.ts";

const grounds = ["ground", "surface", "sunken", "hover", "selected"] as const;
const texts = ["text", "textSoft", "textFaint", "accentText", "ok", "warn", "error", "info", "idle"] as const;
const onSoft = [
  ["ok", "okSoft"],
  ["warn", "warnSoft"],
  ["error", "errorSoft"],
  ["info", "infoSoft"],
  ["idle", "idleSoft"],
  ["accentText", "accentSoft"],
  ["text", "errorSoft"],
] as const;

test.each([
  ["light", light],
  ["dark", dark],
] as [string, Palette][])(
  "every text of the %s theme is read at 4.5 : 1 on every ground it may stand on",
  (_, palette) => {
    const pairs = [...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)), ...onSoft];
    const faint = pairs
      .map(([text, ground]) => ({ text, ground, ratio: contrast(palette[text], palette[ground]) }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(faint).toEqual([]);
  },
);

test("white is read at 4.5 : 1 on the filled shade of every colour", () => {
  for (const [name, steps] of Object.entries(shades))
    if (name !== "gray" && name !== "dark")
      expect(contrast("#ffffff", steps[7]), name).toBeGreaterThanOrEqual(4.5);
});

test("the ratio itself: black on white is 21, a colour on itself 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#5b5bd6", "#5b5bd6")).toBe(1);
});

/** WCAG 2's contrast of two opaque colours. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  expect(hex).toMatch(/^#[0-9a-f]{6}$/);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
