import { describe, expect, test } from "vitest";
import { type LinkInput, linkLibraries } from "../index.ts";

const link = (
  source: string,
  libraries: { [specifier: string]: string } = {},
  more: Partial<LinkInput> = {},
) =>
  linkLibraries({
    entry: { specifier: "login/x", language: "typescript", source },
    resolve: new Map(
      Object.entries(libraries).map(([k, v]) => [k, { source: v, language: "typescript" as const }]),
    ),
    ...more,
  });
const found = (result: ReturnType<typeof link>) =>
  result.diagnostics.map(
    (d) => `${d.file}:${d.line}:${d.column}-${d.endColumn} ${d.code.replace("scriptyard/", "")}`,
  );

describe("linking", () => {
  test("puts libraries before those that import them, each once", () => {
    const result = link('import { a } from "m/a"; import { b } from "m/b"; a + b;', {
      "m/a": 'import { c } from "m/c"; export const a = c;',
      "m/b": 'import { c } from "m/c"; export const b = c;',
      "m/c": "export const c: number = 1;",
      "m/unused": "eval",
    });
    expect(result.diagnostics).toEqual([]);
    expect(result.modules.map((m) => m.specifier)).toEqual(["m/c", "m/a", "m/b", "login/x"]);
    expect(result.modules.every((m) => m.output.code !== null && !m.typeOnly)).toBe(true);
  });

  test("takes a function, and JavaScript libraries", () => {
    const resolve: LinkInput["resolve"] = (s) =>
      s === "m/a" ? { source: "export let a = 1", language: "javascript" } : null;
    expect(link('import { a } from "m/a"; a;', {}, { resolve }).diagnostics).toEqual([]);
  });

  test("marks what only types need", () => {
    const libraries = {
      "m/a": 'import type { B } from "m/b"; export const a = 1; export type A = B;',
      "m/b": "export type B = 1;",
    };
    const result = link('import type { A } from "m/a";', libraries);
    expect(result.modules.map((m) => [m.specifier, m.typeOnly])).toEqual([
      ["m/b", true],
      ["m/a", true],
      ["login/x", false],
    ]);
    const both = link('import type { A } from "m/a"; import { a } from "m/a"; a;', libraries);
    expect(both.modules.map((m) => [m.specifier, m.typeOnly])).toEqual([
      ["m/b", true],
      ["m/a", false],
      ["login/x", false],
    ]);
  });

  test("a missing library is guessed", () => {
    const result = link('import { x } from "shared/dats";', { "shared/dates": "", "shared/money": "" });
    expect(found(result)).toEqual(["login/x:1:19-32 unknown-library"]);
    expect(result.diagnostics[0]!.remedy).toBe('Did you mean "shared/dates"?');
    expect(link('import "a/b";', { "shared/money": "" }).diagnostics[0]!.remedy).toContain("shared/money");
  });

  test("a missing export is guessed, a type is told apart", () => {
    const dates = { "shared/dates": "export function isWeekend() {}\nexport interface Day {}" };
    const missing = link('import { isWeekEnd } from "shared/dates";', dates);
    expect(found(missing)).toEqual(["login/x:1:27-41 unknown-export"]);
    expect(missing.diagnostics[0]!.remedy).toBe("Did you mean `isWeekend`?");
    expect(link('import { Day } from "shared/dates";', dates).diagnostics[0]!.remedy).toContain(
      "import type",
    );
    expect(
      link('import d from "shared/dates"; export { nope } from "shared/dates";', dates).diagnostics,
    ).toHaveLength(2);
  });

  test("names of `export * from` count", () => {
    const libraries = {
      "m/a": 'export * from "m/b"; export * as ns from "m/b";',
      "m/b": "export const b = 1; export default 2;",
    };
    expect(link('import { b, ns } from "m/a";', libraries).diagnostics).toEqual([]);
    expect(found(link('import a from "m/a";', libraries))).toEqual(["login/x:1:15-20 unknown-export"]);
  });

  test("a circle is named, at the import that closes it", () => {
    const result = link('import { a } from "m/a";', {
      "m/a": 'import { b } from "m/b"; export const a = b;',
      "m/b": '\nimport { a } from "m/a"; export const b = a;',
    });
    expect(found(result)).toEqual(["m/b:2:19-24 import-cycle"]);
    expect(result.diagnostics[0]!.message).toContain("m/a → m/b → m/a");
    const types = link('import { a } from "m/a";', {
      "m/a": 'import { b } from "m/b"; export const a = b; export type A = 1;',
      "m/b": 'import type { A } from "m/a"; export const b: A = 1;',
    });
    expect(types.diagnostics).toEqual([]);
  });

  test("importing oneself", () => {
    expect(found(link('import { a } from "login/x"; export const b = 1;'))).toEqual([
      "login/x:1:19-28 self-import",
    ]);
    expect(
      found(link('import { a } from "m/a";', { "m/a": 'export * from "m/a"; export let a = 1;' })),
    ).toEqual(["m/a:1:15-20 self-import"]);
  });

  test("a library's own errors are told under its name, and not again as missing exports", () => {
    const result = link('import { a } from "m/a"; import { b } from "m/b";', {
      "m/a": "\nexport const a = ;",
      "m/b": "export let b = process",
    });
    expect(found(result)).toEqual(["m/a:2:18-19 syntax", "m/b:1:16-23 no-node-global"]);
  });

  test("imports that can be no library are told once", () => {
    expect(found(link('import "node:fs"; import "./x";'))).toEqual([
      "login/x:1:8-17 unknown-import",
      "login/x:1:26-31 unknown-import",
    ]);
  });

  test("endless libraries end", () => {
    const resolve: LinkInput["resolve"] = (s) => ({
      source: `import "m/n${Number(s.slice(3)) + 1}";`,
      language: "javascript",
    });
    const result = link('import "m/n1";', {}, { resolve });
    expect(found(result)).toHaveLength(1);
    expect(found(result)[0]).toMatch(/too-many-libraries/);
  });
});
