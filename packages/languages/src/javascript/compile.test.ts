import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageById, languageForExtension } from "../index.ts";

const compile = (source: string) => languageById("javascript").compile(source, "login/x");

test("languages are found by id and extension", () => {
  expect(languageForExtension("TS")?.id).toBe("typescript");
  expect(languageForExtension("mjs")?.id).toBe("javascript");
  expect(languageForExtension("py")).toBeUndefined();
});

describe("JavaScript", () => {
  test("runs as it is", () => {
    const source = "export const a = 1, { b, c: [d] } = x;\nexport default class {}\nexport { a as 'e e' };";
    const output = compile(source);
    expect(output).toMatchObject({ code: source, map: null, diagnostics: [] });
    expect(output.exports.sort()).toEqual(["a", "b", "d", "default", "e e"]);
  });

  test("types are a syntax error", () => {
    expect(compile("let a: string").diagnostics[0]).toMatchObject({
      code: "scriptyard/syntax",
      line: 1,
      column: 6,
    });
  });

  test("early errors are told", () => {
    const codes = (source: string) =>
      compile(source).diagnostics.map((d) => `${d.line}:${d.column} ${d.source}`);
    expect(codes("let a;\nlet a;")).toEqual(["1:5 syntax"]);
    expect(codes("export { a };")).toEqual(["1:10 syntax"]);
  });

  test("imports come with names and positions", () => {
    const { imports } = compile(
      'import a, { b as c } from "m/n";\n/*😀*/ import * as d from "m/o"; export * from "m/p"; export { e } from "m/q"; import "m/r";',
    );
    expect(imports).toEqual([
      { specifier: "m/n", line: 1, column: 27, endColumn: 32, names: ["default", "b"] },
      { specifier: "m/o", line: 2, column: 27, endColumn: 32, names: ["*"] },
      { specifier: "m/p", line: 2, column: 48, endColumn: 53, names: ["*"], exportAll: true },
      { specifier: "m/q", line: 2, column: 73, endColumn: 78, names: ["e"] },
      { specifier: "m/r", line: 2, column: 87, endColumn: 92, names: [] },
    ]);
  });

  test("never throws on arbitrary text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (source) => void compile(source)),
      { numRuns: 500 },
    );
  });
});
