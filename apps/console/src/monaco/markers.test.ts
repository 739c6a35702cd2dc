import type { Diagnostic } from "@scriptyard/model";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import "../testing/browser-parts.ts";
import { markersOf, onMarkers, setServerMarkers } from "./markers.ts";
import { monaco } from "./setup.ts";

const models: monaco.editor.ITextModel[] = [];
function aModel(text = "const a = 1;\nlet b = a;\n") {
  const model = monaco.editor.createModel(text, "typescript");
  models.push(model);
  return model;
}
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

const at = { startLineNumber: 2, startColumn: 5, endLineNumber: 2, endColumn: 6 };
const { Error: error, Warning: warning, Info: info, Hint: hint } = monaco.MarkerSeverity;

test("what Monaco found is said in our words: file, place, code, and whether the text parses", () => {
  const model = aModel();
  monaco.editor.setModelMarkers(model, "typescript", [
    { ...at, severity: error, code: "2304", message: "Cannot find name 'x'." },
    {
      ...at,
      severity: warning,
      code: { value: "6133", target: monaco.Uri.parse("https://x.test") },
      message: "w",
    },
    { ...at, severity: info, message: "i" },
    // Greyed out names: not worth a line of the list.
    { ...at, severity: hint, code: "6385", message: "h" },
    { ...at, severity: error, code: "1005", message: "';' expected." },
  ]);
  const found = markersOf(model, "login/risk");
  expect(found.map(({ code, severity, source }) => [code, severity, source].join(" ")).sort()).toEqual([
    "ts info types",
    "ts1005 error syntax",
    "ts2304 error types",
    "ts6133 warning types",
  ]);
  expect(found[0]).toMatchObject({ file: "login/risk", line: 2, column: 5, endLine: 2, endColumn: 6 });
});

test("the server's findings are squiggles, with what to do about them, and never come back as Monaco's", () => {
  const model = aModel();
  const finding: Diagnostic = {
    file: "login/risk",
    line: 1,
    column: 7,
    endLine: 1,
    endColumn: 8,
    code: "scriptyard/eval",
    severity: "error",
    source: "policy",
    message: "`eval` is not there.",
    remedy: "Call the function by its name.",
  };
  setServerMarkers(model, [
    finding,
    { ...finding, severity: "warning", line: 2, endLine: 2, remedy: undefined },
  ]);
  const shown = monaco.editor.getModelMarkers({ resource: model.uri });
  expect(shown.map(({ message, severity }) => [message, severity])).toEqual([
    ["`eval` is not there.\nCall the function by its name.", error],
    ["`eval` is not there.", warning],
  ]);
  expect(markersOf(model, "login/risk")).toEqual([]);
  setServerMarkers(model, []);
  expect(monaco.editor.getModelMarkers({ resource: model.uri })).toEqual([]);
});

test("who listens to one text hears of that one alone, until they stop", async () => {
  const [mine, other] = [aModel(), aModel()];
  const heard = vi.fn();
  const listening = onMarkers(mine, heard);
  const mark = (model: monaco.editor.ITextModel, message: string) =>
    monaco.editor.setModelMarkers(model, "typescript", [{ ...at, severity: error, message }]);
  mark(other, "a");
  mark(mine, "b");
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
  listening.dispose();
  mark(mine, "c");
  await Promise.resolve();
  expect(heard).toHaveBeenCalledOnce();
});

test("an answer of the server that comes after its text was closed harms nobody", () => {
  const model = aModel();
  model.dispose();
  expect(() => setServerMarkers(model, [])).not.toThrow();
});

test("every finding, wherever it stands, is shown at its place with its severity", () => {
  const model = aModel(Array.from({ length: 40 }, () => "x".repeat(60)).join("\n"));
  const finding = fc
    .record({
      line: fc.integer({ min: 1, max: 40 }),
      column: fc.integer({ min: 1, max: 30 }),
      length: fc.integer({ min: 1, max: 30 }),
      severity: fc.constantFrom("error", "warning", "info"),
      message: fc.string({ minLength: 1 }),
    })
    .map(
      ({ length, ...rest }): Diagnostic => ({
        file: "login/risk",
        endLine: rest.line,
        endColumn: rest.column + length,
        code: "scriptyard/x",
        source: "policy",
        ...rest,
      }),
    );
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 8 }), (findings) => {
      setServerMarkers(model, findings);
      const shown = monaco.editor.getModelMarkers({ resource: model.uri });
      const said = shown.map(
        (m) => `${m.startLineNumber}:${m.startColumn}-${m.endColumn} ${m.severity} ${m.message}`,
      );
      const severities = { error, warning, info };
      const wanted = findings.map(
        (d) => `${d.line}:${d.column}-${d.endColumn} ${severities[d.severity]} ${d.message}`,
      );
      expect(said.sort()).toEqual(wanted.sort());
    }),
  );
});

test("a hover says what the list says: nobody is told to change an option that authors do not have", async () => {
  const model = aModel();
  const advice =
    "Do you need to change your target library? Try changing the 'lib' compiler option to 'es2024' or later.";
  const other = "Type 'a' is not assignable to type 'b'.";
  monaco.editor.setModelMarkers(model, "typescript", [
    { ...at, severity: error, code: "2550", message: `Property 'x' does not exist on type 'Y'. ${advice}` },
    { ...at, severity: error, code: "2322", message: other },
  ]);
  const told = () => monaco.editor.getModelMarkers({ resource: model.uri }).map((m) => m.message);
  await expect.poll(() => told().join()).not.toMatch(/compiler option/);
  expect(told()).toHaveLength(2);
  expect(told()).toContain(other);
  const listed = markersOf(model, "login/risk").map((d) => d.message);
  expect(listed.sort()).toEqual(told().sort());
});
