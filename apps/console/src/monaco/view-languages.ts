import type { LanguageId } from "@scriptyard/model";
import type * as Monaco from "monaco-editor/editor.js";
import * as js from "monaco-editor/languages/definitions/javascript/javascript.js";
import * as ts from "monaco-editor/languages/definitions/typescript/typescript.js";

/**
 * The same colours as TypeScript and JavaScript without their workers: for diffs, old versions and code frames.
 * A diff model in the real language would be type-checked too, and its findings would mix with the draft's.
 */
export function registerViewLanguages(monaco: typeof Monaco): void {
  for (const [name, { conf, language }] of Object.entries(coloured)) {
    const id = viewLanguage(name as LanguageId);
    monaco.languages.register({ id });
    monaco.languages.setLanguageConfiguration(id, conf);
    monaco.languages.setMonarchTokensProvider(id, language);
  }
  monaco.languages.register({ id: "json-view" });
  monaco.languages.setMonarchTokensProvider("json-view", jsonTokens);
}

/** How Monaco colours each language. */
const coloured: { [language in LanguageId]: typeof ts } = { typescript: ts, javascript: js };

const jsonTokens: Monaco.languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, "string.key.json"],
      [/"(?:[^"\\]|\\.)*"/, "string.value.json"],
      [/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/, "number"],
      [/\b(?:true|false|null)\b/, "keyword.json"],
      [/[{}[\],:]/, "delimiter"],
    ],
  },
};

export function viewLanguage(language: LanguageId | "json"): string {
  return `${language}-view`;
}
