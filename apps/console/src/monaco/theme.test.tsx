import { MantineProvider } from "@mantine/core";
import { cleanup, render } from "@testing-library/react";
import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices.js";
import { IStandaloneThemeService } from "monaco-editor/editor/standalone/common/standaloneTheme.js";
import { Registry } from "monaco-editor/platform/registry/common/platform.js";
import { afterEach, expect, test } from "vitest";
import { dark, light, type Palette } from "../app/theme/tokens.ts";
import { contrast, laidOver } from "../testing/contrast.ts";
import "./setup.ts";
import { type EditorTheme, useEditorTheme } from "./theme.ts";

afterEach(cleanup);

const seen: EditorTheme[] = [];
function Themed() {
  seen.push(useEditorTheme());
  return null;
}
/** The theme of every editor, in a console of that scheme. */
function themeIn(scheme: "light" | "dark") {
  const ui = render(
    <MantineProvider env="test" forceColorScheme={scheme}>
      <Themed />
    </MantineProvider>,
  );
  ui.unmount();
  return StandaloneServices.get(IStandaloneThemeService).getColorTheme();
}
const schemes = [
  ["light", light],
  ["dark", dark],
] as const satisfies (readonly ["light" | "dark", Palette])[];

test.each(schemes)("the editor is %s where the console is, and goes with it", (scheme, palette) => {
  const theme = themeIn(scheme);
  expect(theme.themeName).toBe(`scriptyard-${scheme}`);
  expect(seen.at(-1)).toBe(`scriptyard-${scheme}`);
  expect(theme.themeData.base).toBe(scheme === "dark" ? "vs-dark" : "vs");
  expect(theme.themeData.colors["editor.background"]).toBe(palette.surface);
});

test.each(schemes)("every colour of the %s theme is one that Monaco knows", (scheme) => {
  // It says nothing of a name that it does not know: what was meant keeps the stock colour.
  const known = new Set(
    Registry.as("base.contributions.colors")
      .getColors()
      .map(({ id }) => id),
  );
  const unknown = Object.keys(themeIn(scheme).themeData.colors).filter((id) => !known.has(id));
  expect(unknown).toEqual([]);
});

test.each(schemes)(
  "code of every kind is read at 4.5 : 1 in the %s theme, also where it was changed",
  (scheme) => {
    const { colors, rules } = themeIn(scheme).themeData;
    const over = (...ids: string[]) =>
      laidOver(colors["editor.background"]!, ...ids.map((id) => colors[id]!));
    const grounds = {
      plain: over(),
      "the line of the cursor": over("editor.lineHighlightBackground"),
      "a line that came": over("diffEditor.insertedLineBackground", "diffEditor.insertedTextBackground"),
      "a line that went": over("diffEditor.removedLineBackground", "diffEditor.removedTextBackground"),
      "a hover": colors["editorHoverWidget.background"]!,
      "what is chosen of a list": colors["editorSuggestWidget.selectedBackground"]!,
    };
    const faint = rules.flatMap(({ token, foreground }) =>
      Object.entries(grounds)
        .map(([ground, color]) => ({ token, ground, ratio: contrast(`#${foreground}`, color) }))
        .filter(({ ratio }) => ratio < 4.5),
    );
    expect(rules.length).toBeGreaterThan(10);
    expect(faint).toEqual([]);
  },
);

test.each(schemes)("what Monaco writes beside the text is read in the %s theme", (scheme) => {
  const { colors } = themeIn(scheme).themeData;
  const pairs = [
    ["editorLineNumber.foreground", "editorGutter.background"],
    ["editorLineNumber.activeForeground", "editorGutter.background"],
    ["editorSuggestWidget.foreground", "editorSuggestWidget.background"],
    ["editorSuggestWidget.highlightForeground", "editorSuggestWidget.background"],
    ["editorSuggestWidget.focusHighlightForeground", "editorSuggestWidget.selectedBackground"],
    ["editorSuggestWidget.selectedForeground", "editorSuggestWidget.selectedBackground"],
    ["editorHoverWidget.foreground", "editorHoverWidget.background"],
    ["diffEditor.unchangedRegionForeground", "diffEditor.unchangedRegionBackground"],
    ["editorInlayHint.foreground", "editorInlayHint.background"],
    ["input.placeholderForeground", "input.background"],
    ["menu.selectionForeground", "menu.selectionBackground"],
    ["menu.foreground", "menu.background"],
    ["textLink.foreground", "editorHoverWidget.background"],
  ] as const;
  const faint = pairs
    .map(([text, ground]) => ({ text, ratio: contrast(colors[text]!, colors[ground]!) }))
    .filter(({ ratio }) => ratio < 4.5);
  expect(faint).toEqual([]);
});
