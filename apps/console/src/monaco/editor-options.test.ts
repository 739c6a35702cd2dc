import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices.js";
import { IConfigurationService } from "monaco-editor/platform/configuration/common/configuration.js";
import { expect, test } from "vitest";
import { jsonOptions, scriptOptions } from "./editor-options.ts";
import { monaco } from "./setup.ts";

test.each([
  ["JSON", jsonOptions],
  ["scripts", scriptOptions],
])("editors of %s offer no words of the text", (_, options) => {
  const words = () => StandaloneServices.get(IConfigurationService).getValue("editor.wordBasedSuggestions");
  const place = () => document.body.appendChild(document.createElement("div"));
  const other = monaco.editor.create(place(), { value: "", wordBasedSuggestions: "allDocuments" });
  expect(words()).toBe("allDocuments");
  const ours = monaco.editor.create(place(), { ...options, value: "" });
  expect(words()).toBe("off");
  ours.dispose();
  other.dispose();
});
