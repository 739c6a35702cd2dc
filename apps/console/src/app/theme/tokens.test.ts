import { expect, test } from "vitest";
import { contrast } from "../../testing/contrast.ts";
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
