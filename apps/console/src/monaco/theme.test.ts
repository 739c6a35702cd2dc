import { TokenizationRegistry } from "monaco-editor/editor/common/languages.js";
import { expect, test } from "vitest";
import { dark, light, type Palette } from "../app/theme/tokens.ts";
import { monaco } from "./setup.ts";
import type { EditorTheme } from "./theme.ts";
import "./theme.ts";

const text = `/** What it is. */ // so
const mask: Mask = 0xff + 1.5e3 - 0b1;
@mark class A { x = /re+[a-z]\\n/g.test(\`a\${mask}\\n\`) ? "a\\t" : 'b'; }
const open = "never closed
`;

async function coloured(theme: EditorTheme): Promise<string[]> {
  monaco.editor.setTheme(theme);
  return Promise.all([
    monaco.editor.colorize(text, "typescript-view", {}),
    monaco.editor.colorize('{ "a": [1, "b", true] }', "json-view", {}),
  ]);
}

test("what is coloured in one theme is right in the other: an inline comparison is not rendered anew", async () => {
  const inLight = await coloured("scriptyard-light");
  expect(new Set(inLight.join("").match(/mtk\d+/g)).size).toBeGreaterThan(5);
  expect(await coloured("scriptyard-dark")).toEqual(inLight);
});

test.each([
  ["scriptyard-light", light],
  ["scriptyard-dark", dark],
] as [EditorTheme, Palette][])("%s has no colour of Monaco's for a text", async (theme, palette) => {
  await coloured(theme);
  const ours = Object.values(palette);
  const shown = (TokenizationRegistry.getColorMap() ?? []).slice(1).map(String);
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.filter((one) => !ours.includes(one))).toEqual([]);
});
