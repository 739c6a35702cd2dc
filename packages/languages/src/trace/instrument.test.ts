import { authorColumn, noTables } from "@scriptyard/model";
import { expect, test } from "vitest";
import { languageById } from "../all.ts";
import { Report } from "../source/report.ts";
import { parseModule } from "../syntax/parse.ts";
import { programs } from "../testing/programs.ts";
import { instrumentModule } from "./instrument.ts";

function instrumented(code: string) {
  const tables = noTables();
  const text = instrumentModule(code, "a/b", tables)!;
  return { text, tables };
}

const parses = (text: string) => parseModule(text, "js", new Report(text, "a/b")) !== null;

test("every statement that is executed has a place, with its function", () => {
  const { tables } = instrumented("export function f(a) {\n  if (a) return 1;\n  return a ? 2 : 3\n}\n");
  expect(tables.functions).toEqual([{ module: 0, name: "f", line: 1, column: 8 }]);
  expect(tables.sites.map(({ line, column, endColumn }) => [line, column, endColumn])).toEqual([
    [2, 3, 10],
    [2, 10, 19],
    [3, 3, 19],
  ]);
  expect(tables.variables.map(({ name, fn }) => [name, fn])).toEqual([
    ["return", 0],
    ["a", 0],
  ]);
});

test.each(programs.map(({ name, source }) => [name, source] as const))(
  "%s: lines stay, and every character leads back to where its author wrote it",
  (_name, source) => {
    const { code } = languageById("typescript").compile(source, "a/b");
    const { text, tables } = instrumented(code!);
    expect(parses(text)).toBe(true);
    const { shifts } = tables.modules[0]!;
    const before = code!.split("\n");
    const after = text.split("\n");
    expect(after).toHaveLength(before.length);
    for (const [index, line] of before.entries()) {
      const back = new Map<number, number>();
      // The last character that leads to a column is the author's own: what was inserted before it leads there too.
      for (let column = 1; column <= after[index]!.length; column++)
        back.set(authorColumn(shifts, index + 1, column), column);
      for (let column = 1; column <= line.length; column++)
        expect(after[index]![back.get(column)! - 1]).toBe(line[column - 1]);
    }
  },
);

test("inserted names are none of the author's, however those are spelled", () => {
  const { text } = instrumented(
    "export function f(_ts, \\u005ftw) { const _t0_e = _ts; return _t0_e + _tw; }",
  );
  expect(parses(text)).toBe(true);
  expect(text).toMatch(/^import\{enter as _t1_e,/);
});

test("a variable that is hidden, or not there yet, is not read", () => {
  const loop = instrumented("function f() { for (let i = 0; i < 1; i++) { let i = 5; } }").text;
  // At the start of the turn `i` would be the inner one, which is not there yet.
  expect(loop).not.toMatch(/\{_ts\(_tf0,\d\);_tw\(_tf0,\d,i\);/);
  // The number of the call is not there yet where parameters are made.
  const parameters = instrumented("function f(a, b = (a = 1)) {}").text;
  expect(parameters).toContain("b = (a = 1))");
});

test("directives stay in front, and the first call is after them", () => {
  const { text } = instrumented('function f() { "use strict"\n return 1 }');
  expect(text).toContain('{ "use strict";const _tf0=');
});

test("a name that two functions have is two variables, and one in a closure is its declarer's", () => {
  const { tables } = instrumented(
    "function f(n) { const g = () => { n = 2; }; let m; { let m = 1; } return g }",
  );
  expect(tables.variables.filter(({ name }) => name === "n")).toHaveLength(1);
  expect(tables.variables.find(({ name }) => name === "n")).toMatchObject({ fn: 0 });
  expect(tables.variables.filter(({ name }) => name === "m")).toHaveLength(1);
});

test("patterns are heard wherever they are assigned, and what a class field writes ends with it", () => {
  const { text } = instrumented(
    "function f(a, b, x) { if (a > b) [a, b] = [b, a]; for ([a] = x; ({ b } = a); ) ; return ([x] = a) }",
  );
  expect(parses(text)).toBe(true);
  for (const written of [",a),b)", "[a] = x,a)", "{ b } = a,b)", "[x] = a,x)"])
    expect(text).toContain(written);
  const field = instrumented("function f(i, key) { return class { n = i++\n[key] = 2 } }").text;
  expect(field).toMatch(/i\+\+,i\);\n\[key\] = 2;/);
});

test("a text of the greatest size takes time that grows with it", () => {
  const text = `export function f(a) { ${"a = a + 1; ".repeat(20_000)} }`;
  const chain = `export const f = (a) => ${"(b) => ".repeat(100)} a;`;
  const started = performance.now();
  expect(parses(instrumented(chain).text)).toBe(true);
  expect(instrumented(text).tables.sites).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});
