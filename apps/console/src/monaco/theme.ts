import { useComputedColorScheme } from "@mantine/core";
import { useLayoutEffect } from "react";
import { dark, light, type Palette } from "../app/theme/tokens.ts";
import { monaco } from "./setup.ts";

export type EditorTheme = "scriptyard-light" | "scriptyard-dark";

/** The editor's theme for the console's colour scheme. Monaco has one theme for all its editors. */
export function useEditorTheme(): EditorTheme {
  const theme = useComputedColorScheme("light") === "dark" ? "scriptyard-dark" : "scriptyard-light";
  // Before an editor is made: it would be drawn with another one first.
  useLayoutEffect(() => monaco.editor.setTheme(theme), [theme]);
  return theme;
}

monaco.editor.defineTheme("scriptyard-light", themeOf("vs", light));
monaco.editor.defineTheme("scriptyard-dark", themeOf("vs-dark", dark));

/**
 * Text colours are roles of the palette that reach 4.5 : 1 on `surface`; stock `vs-dark` fails axe in seven places. Of it nothing
 * is inherited: a token's class is the place of its colour among all of a theme's, and what Monaco has rendered once (the removed
 * lines of an inline comparison) keeps its classes when the theme changes. So both themes have the same colours in the same order.
 */
function themeOf(base: "vs" | "vs-dark", p: Palette): monaco.editor.IStandaloneThemeData {
  const rule = (token: string, color: string, fontStyle?: string) => ({
    token,
    foreground: color.slice(1),
    ...(fontStyle ? { fontStyle } : {}),
  });
  return {
    base,
    inherit: false,
    rules: [
      rule("", p.text),
      rule("comment", p.textFaint, "italic"),
      rule("comment.doc", p.textFaint, "italic"),
      rule("keyword", p.accentText),
      rule("string", p.ok),
      rule("string.escape", p.warn),
      rule("string.key.json", p.accentText),
      rule("string.value.json", p.ok),
      rule("keyword.json", p.warn),
      rule("number", p.warn),
      rule("regexp", p.error),
      rule("type", p.info),
      rule("type.identifier", p.info),
      rule("annotation", p.warn),
      rule("delimiter", p.textSoft),
      rule("delimiter.bracket", p.textSoft),
      rule("invalid", p.error),
    ],
    colors: {
      "editor.background": p.surface,
      "editor.foreground": p.text,
      "editorGutter.background": p.surface,
      "editorLineNumber.foreground": p.textFaint,
      "editorLineNumber.activeForeground": p.text,
      "editorLineNumber.dimmedForeground": p.textFaint,
      "editorCursor.foreground": p.accent,
      "editor.selectionBackground": alpha(p.accent, 0.24),
      "editor.inactiveSelectionBackground": alpha(p.accent, 0.14),
      "editor.wordHighlightBackground": alpha(p.accent, 0.1),
      "editor.wordHighlightStrongBackground": alpha(p.accent, 0.18),
      "editor.findMatchBackground": alpha(p.warnFill, 0.4),
      "editor.findMatchHighlightBackground": alpha(p.warnFill, 0.2),
      "editor.lineHighlightBackground": alpha(p.text, 0.03),
      "editor.lineHighlightBorder": "#00000000",
      "editorIndentGuide.background1": p.line,
      "editorIndentGuide.activeBackground1": p.lineStrong,
      "editorBracketMatch.background": alpha(p.accent, 0.14),
      "editorBracketMatch.border": p.lineStrong,
      "editorBracketHighlight.foreground1": p.textSoft,
      "editorBracketHighlight.foreground2": p.accentText,
      "editorBracketHighlight.foreground3": p.info,
      "editorBracketHighlight.unexpectedBracket.foreground": p.error,
      "editorError.foreground": p.errorFill,
      "editorWarning.foreground": p.warnFill,
      "editorInfo.foreground": p.infoFill,
      "editorHint.foreground": p.textFaint,
      "editorUnnecessaryCode.opacity": "#000000c0",
      "editorWidget.background": p.surface,
      "editorWidget.foreground": p.text,
      "editorWidget.border": p.lineStrong,
      "editorHoverWidget.background": p.surface,
      "editorHoverWidget.foreground": p.text,
      "editorHoverWidget.border": p.lineStrong,
      "editorHoverWidget.statusBarBackground": p.sunken,
      "editorSuggestWidget.background": p.surface,
      "editorSuggestWidget.foreground": p.text,
      "editorSuggestWidget.border": p.lineStrong,
      "editorSuggestWidget.selectedBackground": p.selected,
      "editorSuggestWidget.selectedForeground": p.text,
      "editorSuggestWidget.selectedIconForeground": p.text,
      "editorSuggestWidget.highlightForeground": p.accentText,
      "editorSuggestWidget.focusHighlightForeground": p.accentText,
      "editorMarkerNavigation.background": p.sunken,
      "editorHoverWidget.highlightForeground": p.accentText,
      "editorActionList.background": p.surface,
      "editorActionList.foreground": p.text,
      "editorActionList.focusBackground": p.selected,
      "editorActionList.focusForeground": p.text,
      "editorLightBulb.foreground": p.warnFill,
      "editorLink.activeForeground": p.accentText,
      "editorUnicodeHighlight.border": p.warnFill,
      "editor.foldPlaceholderForeground": p.textFaint,
      "list.hoverBackground": p.hover,
      "list.focusBackground": p.selected,
      "list.activeSelectionBackground": p.selected,
      "list.activeSelectionForeground": p.text,
      "list.inactiveSelectionBackground": p.selected,
      "list.highlightForeground": p.accentText,
      "list.focusHighlightForeground": p.accentText,
      "quickInput.background": p.surface,
      "quickInput.foreground": p.text,
      "quickInputList.focusBackground": p.selected,
      "quickInputList.focusForeground": p.text,
      "pickerGroup.foreground": p.accentText,
      "pickerGroup.border": p.line,
      "keybindingLabel.background": p.sunken,
      "keybindingLabel.foreground": p.textSoft,
      "keybindingLabel.border": p.line,
      "keybindingLabel.bottomBorder": p.line,
      "input.background": p.surface,
      "input.foreground": p.text,
      "input.border": p.lineStrong,
      "input.placeholderForeground": p.textFaint,
      "inputOption.activeBackground": p.accentSoft,
      "inputOption.activeForeground": p.accentText,
      "inputOption.activeBorder": p.accent,
      "inputValidation.errorBackground": p.errorSoft,
      "inputValidation.errorForeground": p.text,
      "inputValidation.errorBorder": p.error,
      "inputValidation.warningBackground": p.warnSoft,
      "inputValidation.warningForeground": p.text,
      "inputValidation.warningBorder": p.warn,
      // What is said at the cursor.
      "inputValidation.infoBackground": p.surface,
      "inputValidation.infoForeground": p.text,
      "inputValidation.infoBorder": p.lineStrong,
      "peekView.border": p.lineStrong,
      "peekViewTitle.background": p.sunken,
      "peekViewTitleLabel.foreground": p.text,
      "peekViewTitleDescription.foreground": p.textSoft,
      "peekViewEditor.background": p.surface,
      "peekViewEditor.matchHighlightBackground": alpha(p.warnFill, 0.2),
      "peekViewResult.background": p.sunken,
      "peekViewResult.fileForeground": p.text,
      "peekViewResult.lineForeground": p.textSoft,
      "peekViewResult.selectionBackground": p.selected,
      "peekViewResult.selectionForeground": p.text,
      "peekViewResult.matchHighlightBackground": alpha(p.warnFill, 0.2),
      "badge.background": p.idleSoft,
      "badge.foreground": p.idle,
      "progressBar.background": p.accent,
      "icon.foreground": p.textSoft,
      errorForeground: p.error,
      focusBorder: p.accent,
      foreground: p.text,
      descriptionForeground: p.textSoft,
      "textLink.foreground": p.accentText,
      "textCodeBlock.background": p.sunken,
      "widget.shadow": base === "vs" ? "#14142824" : "#0000008c",
      "scrollbarSlider.background": alpha(p.idleFill, 0.35),
      "scrollbarSlider.hoverBackground": alpha(p.idleFill, 0.55),
      "scrollbarSlider.activeBackground": alpha(p.idleFill, 0.7),
      "scrollbar.shadow": "#00000000",
      "editorOverviewRuler.border": "#00000000",
      "editorStickyScroll.background": p.surface,
      "editorStickyScrollHover.background": p.hover,
      "diffEditor.insertedTextBackground": alpha(p.okFill, 0.09),
      // Over its line: comments are read on both.
      "diffEditor.removedTextBackground": alpha(p.errorFill, 0.09),
      "diffEditor.insertedLineBackground": alpha(p.okFill, 0.05),
      "diffEditor.removedLineBackground": alpha(p.errorFill, 0.05),
      "diffEditor.border": p.line,
      "diffEditor.diagonalFill": p.line,
      "diffEditor.unchangedRegionBackground": p.sunken,
      "diffEditor.unchangedRegionForeground": p.textSoft,
      "menu.background": p.surface,
      "menu.foreground": p.text,
      "menu.selectionBackground": p.selected,
      "menu.selectionForeground": p.text,
      "menu.border": p.lineStrong,
      "editorGhostText.foreground": p.textFaint,
      "editorInlayHint.background": p.sunken,
      "editorInlayHint.foreground": p.textSoft,
    },
  };
}

function alpha(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}
