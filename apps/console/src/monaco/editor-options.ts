import { tokens } from "../app/theme/tokens.ts";
import type { monaco } from "./setup.ts";

/** What all our editors share. */
export const commonOptions: monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions = {
  fontFamily: tokens.font.mono,
  fontSize: tokens.type.code[0],
  lineHeight: tokens.type.code[1],
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  renderLineHighlight: "line",
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  padding: { top: 10, bottom: 10 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
  contextmenu: true,
  // A word is no proposal because it stands in the text already. All editors have one such setting: the last made says it.
  wordBasedSuggestions: "off",
};

export const scriptOptions: monaco.editor.IStandaloneEditorConstructionOptions = {
  ...commonOptions,
  glyphMargin: true,
  lineNumbersMinChars: 4,
  folding: true,
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { preview: false, showStatusBar: false },
  parameterHints: { enabled: true },
  formatOnPaste: false,
  bracketPairColorization: { enabled: true },
  // TypeScript's own occurrences; plain word matching would light up unrelated texts.
  occurrencesHighlight: "singleFile",
};

export const jsonOptions: monaco.editor.IStandaloneEditorConstructionOptions = {
  ...commonOptions,
  fontSize: 12,
  lineHeight: 18,
  lineNumbers: "off",
  glyphMargin: false,
  folding: true,
  lineDecorationsWidth: 4,
  lineNumbersMinChars: 0,
  wordWrap: "off",
  renderLineHighlight: "none",
  padding: { top: 6, bottom: 6 },
  quickSuggestions: { strings: true, other: true, comments: false },
};
