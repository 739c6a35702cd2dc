import { hostDeclarationsUri, standardDeclarationsUri } from "@scriptyard/languages/editor";
import type { JsonSchema } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import "../testing/browser-parts.ts";
import { jsonModel } from "./json-models.ts";
import { onOpenScript } from "./opener.ts";
import { configureRealm, setRealmTypes } from "./realm-types.ts";
import { replaceText } from "./replace-text.ts";
import { dropStrayModel, scriptModel, scriptPath } from "./script-models.ts";
import { json, monaco, ts } from "./setup.ts";

const script = (specifier: string, realm = "acme") => ({ realm, specifier, language: "typescript" }) as const;

test("a script has one text for the life of the page, whoever opens it again", () => {
  const model = scriptModel(script("login/one"), "a\r\nb");
  expect(model.getValue()).toBe("a\nb");
  model.setValue("typed");
  expect(scriptModel(script("login/one"), "from the server")).toBe(model);
  expect(model.getValue()).toBe("typed");
  // The same name in another realm, or in another language, is another script.
  expect(scriptModel(script("login/one", "beta"), "theirs").getValue()).toBe("theirs");
  expect(scriptModel({ ...script("login/one"), language: "javascript" }, "js").getLanguageId()).toBe(
    "javascript",
  );
  model.dispose();
  expect(scriptModel(script("login/one"), "anew").getValue()).toBe("anew");
});

test("a stray text that Go to definition left gives way to the script, and never takes an open script with it", () => {
  const uri = monaco.Uri.parse(scriptPath(script("shared/stray")));
  const stray = monaco.editor.createModel("stale", "typescript", uri);
  const own = scriptModel(script("shared/stray"), "live");
  expect([stray.isDisposed(), own.getValue()]).toEqual([true, "live"]);
  dropStrayModel(scriptPath(script("shared/stray")));
  expect(own.isDisposed()).toBe(false);
  const other = monaco.editor.createModel(
    "stale",
    "typescript",
    monaco.Uri.parse(scriptPath(script("shared/gone"))),
  );
  dropStrayModel(scriptPath(script("shared/gone")));
  expect(other.isDisposed()).toBe(true);
});

test("the types of a realm reach both workers, and equal ones are not sent again", () => {
  const sent = vi.spyOn(ts.typescriptDefaults, "setExtraLibs");
  const library = {
    specifier: "shared/dates",
    language: "typescript",
    source: "export const a = 1;",
  } as const;
  configureRealm("acme");
  setRealmTypes("acme", "declare const host: 1;", [library]);
  setRealmTypes("acme", "declare const host: 1;", [{ ...library }]);
  expect(sent).toHaveBeenCalledOnce();
  const path = scriptPath(script("shared/dates"));
  for (const defaults of [ts.typescriptDefaults, ts.javascriptDefaults]) {
    const libs = defaults.getExtraLibs();
    expect(Object.keys(libs).sort()).toEqual([hostDeclarationsUri, standardDeclarationsUri, path].sort());
    expect(libs[path]?.content).toBe("export const a = 1;");
    expect(defaults.getCompilerOptions().baseUrl).toMatch(/\/acme$/);
  }
  configureRealm("beta");
  expect(ts.javascriptDefaults.getCompilerOptions().baseUrl).toMatch(/\/beta$/);
  sent.mockRestore();
});

test("Go to definition into a script of this realm opens it at its line; anything else is left to Monaco", async () => {
  const open = vi.fn();
  const opener = onOpenScript("acme", open);
  const editor = monaco.editor.create(document.createElement("div"), { overviewRulerLanes: 0 });
  const openers = editor as unknown as {
    _codeEditorService: { openCodeEditor: (...all: unknown[]) => unknown };
  };
  const go = (path: string, selection?: object) =>
    openers._codeEditorService.openCodeEditor(
      { resource: monaco.Uri.parse(path), options: { selection } },
      editor,
    );
  await go(scriptPath(script("shared/dates")), { startLineNumber: 7, startColumn: 1 });
  await go(scriptPath(script("shared/other")));
  await go(scriptPath(script("shared/dates", "beta")));
  expect(open.mock.calls).toEqual([
    ["shared/dates", 7],
    ["shared/other", undefined],
  ]);
  opener.dispose();
  editor.dispose();
});

test("an argument keeps its text, and is checked by its schema until it has none", () => {
  const schema = { type: "object" } as JsonSchema;
  const known = () =>
    (json.jsonDefaults.diagnosticsOptions.schemas ?? [])
      .filter(({ fileMatch }) => fileMatch?.[0]?.includes("scr_json"))
      .map(({ fileMatch, schema: one }) => [fileMatch?.[0], one]);
  const model = jsonModel("scr_json/0-context", "{}", schema);
  expect(known()).toEqual([[model.uri.toString(), schema]]);
  model.setValue('{ "typed": 1 }');
  expect(jsonModel("scr_json/0-context", "{}", schema).getValue()).toBe('{ "typed": 1 }');
  jsonModel("scr_json/0-context", "{}", null);
  expect(known()).toEqual([]);
  // An equal schema is the same one: another would end the worker, at each switch of scripts.
  jsonModel("scr_json/0-context", "{}", schema);
  const told = vi.spyOn(json.jsonDefaults, "setDiagnosticsOptions");
  jsonModel("scr_json/0-context", "{}", { ...schema });
  expect(told).not.toHaveBeenCalled();
  jsonModel("scr_json/0-context", "{}", { type: "array" } as JsonSchema);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
  jsonModel("scr_json/0-context", "{}", null);
  // A schema may name others, which are our own: nothing is fetched for a text that somebody else wrote.
  expect(json.jsonDefaults.diagnosticsOptions.enableSchemaRequest).toBe(false);
});

test("a text that is replaced keeps what did not change, and one undo brings all of it back", async () => {
  const line = fc
    .array(fc.constantFrom("a", "b", "😀", "é", " "), { maxLength: 4 })
    .map((parts) => parts.join(""));
  const text = fc.array(line, { maxLength: 5 }).map((lines) => lines.join("\n"));
  const undo = (model: monaco.editor.ITextModel) =>
    (model as unknown as { undo: () => Promise<void> }).undo();
  await fc.assert(
    fc.asyncProperty(text, text, async (before, after) => {
      const model = monaco.editor.createModel(before, "typescript");
      replaceText(model, after);
      expect(model.getValue()).toBe(after);
      if (before !== after) await undo(model);
      expect(model.getValue()).toBe(before);
      model.dispose();
    }),
    { numRuns: 60 },
  );
});

test("a caret stands where it stood while somebody else's change comes in above and below it", () => {
  const model = monaco.editor.createModel("one\ntwo\nthree\n", "typescript");
  const editor = monaco.editor.create(document.createElement("div"), { model, overviewRulerLanes: 0 });
  editor.setPosition({ lineNumber: 2, column: 3 });
  replaceText(model, "one\ntwo\nthree\nfour\n");
  expect(editor.getPosition()).toMatchObject({ lineNumber: 2, column: 3 });
  replaceText(model, "zero\none\ntwo\nthree\nfour\n");
  expect(editor.getPosition()).toMatchObject({ lineNumber: 3, column: 3 });
  editor.dispose();
  model.dispose();
});
