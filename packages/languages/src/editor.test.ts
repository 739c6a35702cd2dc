import { expect, test } from "vitest";
import { editorLanguages, quickDiagnostics, scriptUri, specifierOfUri } from "./editor.ts";
import { languages } from "./index.ts";
import { monacoWorker } from "./testing/monaco-worker.ts";
import { declarations } from "./testing/planted.ts";

test("the editor knows the languages the server compiles", () => {
  expect(editorLanguages.map(({ id, monacoId, extensions }) => ({ id, monacoId, extensions }))).toEqual(
    languages.map(({ id, monacoId, extensions }) => ({ id, monacoId, extensions })),
  );
});

test("addresses of models lead back to specifiers", () => {
  expect(scriptUri("shared/dates")).toBe("file:///realm/shared/dates.ts");
  expect(specifierOfUri(scriptUri("login/risk-check", "javascript"))).toBe("login/risk-check");
  expect(specifierOfUri("file:///host/scriptyard-host.d.ts")).toBeNull();
});

test("Monaco's worker resolves libraries of both languages, completes host names, and offers no DOM", () => {
  const entry = scriptUri("login/x");
  const source = `import { a } from "shared/a";\nimport { b } from "shared/b";\nconst c: string = a + b;\nflow.`;
  const texts = {
    [entry]: source,
    [scriptUri("shared/a")]: "export const a = 1;",
    [scriptUri("shared/b", "javascript")]: "export const b = 2;",
  };
  const worker = monacoWorker("typescript", texts, declarations);
  expect(worker.completions(entry, source.length)).toEqual(["set"]);
  const names = worker.completions(entry, source.indexOf("const"));
  expect(names).toContain("log");
  expect(names).not.toContain("window");
  expect(names).not.toContain("setTimeout");
  texts[entry] = source.replace("\nflow.", "");
  expect(monacoWorker("typescript", texts, declarations).marks(entry)).toEqual(["3:7-3:8 ts2322"]);
});

test.each(["typescript", "javascript"] as const)(
  "Monaco's worker knows the whole language in %s",
  (language) => {
    const entry = scriptUri("login/x", language);
    const source = `export const names = Object.entries({ b: 1 }).map(([name]) => name.padStart(3)).toSorted();
export const has = names.includes("a") || names.at(-1) === "b";
export const wrong = names.nothingSo();
`;
    expect(monacoWorker(language, { [entry]: source }, declarations).marks(entry)).toEqual([
      "3:28-3:37 ts2339",
    ]);
  },
);

test("quick diagnostics need no parser", () => {
  expect(quickDiagnostics("const a: string = 1; eval(")).toEqual([]);
  expect(quickDiagnostics("[".repeat(501), "login/x")).toMatchObject([
    { code: "scriptyard/too-deep", file: "login/x" },
  ]);
});
