import "./workers.ts";
import "./widgets.css";
import "monaco-editor/features/register.all.js";
import "monaco-editor/languages/definitions/typescript/register.js";
import "monaco-editor/languages/definitions/javascript/register.js";
import { loader } from "@monaco-editor/react";
import * as monaco from "monaco-editor/editor.js";
import * as json from "monaco-editor/languages/features/json/register.js";
import * as ts from "monaco-editor/languages/features/typescript/register.js";
import { keepHovers } from "./hovers.ts";
import { keepMarkersPlain } from "./keep-markers-plain.ts";
import { registerViewLanguages } from "./view-languages.ts";

/**
 * The one Monaco of the console: bundled (no CDN), slim entry, with the TypeScript, JSON and editor workers built by Vite.
 * Importing this module configures it; every other file takes `monaco`, `ts` and `json` from here.
 */
export { json, monaco, ts };

loader.config({ monaco: monaco as unknown as NonNullable<Parameters<typeof loader.config>[0]["monaco"]> });
registerViewLanguages(monaco);
keepHovers(monaco);
keepMarkersPlain(monaco.editor);

for (const defaults of [ts.typescriptDefaults, ts.javascriptDefaults]) {
  defaults.setEagerModelSync(true);
  // Its worker sees the open scripts only: a rename there would break the others, and a search leave them out. Ours ask the server.
  defaults.setModeConfiguration({ ...defaults.modeConfiguration, rename: false, references: false });
  defaults.setDiagnosticsOptions({
    noSemanticValidation: false,
    noSyntaxValidation: false,
    noSuggestionDiagnostics: false,
  });
}
