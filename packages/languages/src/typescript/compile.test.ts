import { transformSync } from "@swc/wasm-typescript";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageById } from "../index.ts";
import { programs } from "../testing/programs.ts";

const compile = (source: string) => languageById("typescript").compile(source, "login/x");
const codeOf = (source: string) => {
  const output = compile(source);
  expect(output.diagnostics).toEqual([]);
  return output.code;
};
const found = (source: string) =>
  compile(source).diagnostics.map((d) => `${d.line}:${d.column}-${d.endLine}:${d.endColumn} ${d.code}`);

describe("erasing types in place", () => {
  test.each([
    ["const x: number = 1;", "const x         = 1;"],
    [
      "let f = (a?: string, ...b: T[]): a is string => a!;",
      "let f = (a         , ...b     )              => a ;",
    ],
    ["f<A>(1); new F<B>(); g<C>`x`;", "f   (1); new F   (); g   `x`;"],
    ["x = y as T; z = y satisfies U;", "x = y     ; z = y            ;"],
    ["import { type A, b } from 'm/n';", "import {         b } from 'm/n';"],
    ["import type { A } from 'm/n';\nexport type { A };", `${" ".repeat(29)}\n${" ".repeat(18)}`],
    ["function f(this: T, a: U) {}", "function f(         a   ) {}"],
    ["function f(): void;\nfunction f() {}", `${" ".repeat(19)}\nfunction f() {}`],
    [
      "abstract class A<T> extends B<T> implements C, D {}",
      "         class A    extends B                    {}",
    ],
    ["class A { private static x?: T = 1; y!: U }", "class A {         static x     = 1; y     }"],
    ["try {} catch (e: unknown) {}", "try {} catch (e         ) {}"],
    ["let x!: T, { a }: U = b;", "let x    , { a }    = b;"],
    ["/* é😀 */ let x: 'é😀' = y;", "/* é😀 */ let x        = y;"],
  ])("%s", (source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  test.each([
    // Without its type the line would run on into the next one.
    ["a\ntype T = 1\n(b)", "a\n;         \n(b)"],
    ["const a = b as T\n[c] = d", "const a = b ;   \n[c] = d"],
    ["class A { a = 1\npublic [b] = 2 }", "class A { a = 1\n;      [b] = 2 }"],
    ["class A { get: T\nsize() {} }", "class A { get;  \nsize() {} }"],
    // JavaScript allows no line break before `=>`, nor after `return` and `async`.
    ["f = (a): {\n b: 1 } => a", "f = (a    \n      ) => a"],
    ["f = async <\nT>(a: T) => a", "f = async (\n   a   ) => a"],
    ["() => { return <\nT>(a: T) => a }", "() => { return (\n   a   ) => a }"],
  ])("keeps the meaning of %j", (source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  test.each([
    ["enum A { B }", "1:1-1:7 scriptyard/unsupported-syntax"],
    ["/*😀*/ const enum A { B }", "1:8-1:20 scriptyard/unsupported-syntax"],
    ["namespace A { export const b = 1 }", "1:1-1:12 scriptyard/unsupported-syntax"],
    ["class A { constructor(private x: T) {} }", "1:23-1:35 scriptyard/unsupported-syntax"],
    ["const a = <T>b;", "1:11-1:15 scriptyard/unsupported-syntax"],
    ["import a = require('b');", "1:1-1:25 scriptyard/unsupported-syntax"],
    ["export = a;", "1:1-1:12 scriptyard/unsupported-syntax"],
    ["@a class B {}", "1:1-1:3 scriptyard/unsupported-syntax"],
  ])("reports what cannot be erased: %s", (source, diagnostic) => {
    const output = compile(source);
    expect(found(source)).toContain(diagnostic);
    expect(output.code).toBeNull();
    expect(output.diagnostics[0]!.remedy).toBeTruthy();
  });

  test("erases ambient declarations and namespaces of types", () => {
    const source =
      "declare enum A { B }\nnamespace C { export interface D {} }\ndeclare global { var e: 1 }\nexport const f = 1;";
    expect(codeOf(source)!.trim()).toBe("export const f = 1;");
  });

  test("agrees with swc on programs", () => {
    for (const { name, source } of programs) {
      const theirs = transformSync(source, { mode: "strip-only", module: true }).code;
      // Both may close a line with `;` where a type was; only they choose where.
      expect(codeOf(source)!.replaceAll(";", " "), name).toBe(theirs.replaceAll(";", " "));
    }
  });
});

describe("positions", () => {
  test("count UTF-16 units, across emoji, CRLF, CR and a byte-order mark", () => {
    expect(found("\ufeff/* 😀 */ foo(")).toEqual(["1:14-1:14 scriptyard/syntax"]);
    expect(found("let a: T = '😀';\r\nlet b = 1;\rlet b = 2;")).toEqual(["2:5-2:6 scriptyard/syntax"]);
    expect(codeOf("\ufefflet a: T = `1\r\n2`;\r\nb()")).toBe("let a    = `1\n2`;\nb()");
  });

  test("a hashbang stays a comment of the same length", () => {
    expect(codeOf("#!/usr/bin/env node\nlet a: T")).toBe("///usr/bin/env node\nlet a   ");
  });

  test("line separators are told, not counted as lines", () => {
    const output = compile("const a = 'x\u2028y';\nlet b: T = eval");
    expect(output.diagnostics.map((d) => [d.line, d.column, d.severity, d.code])).toEqual([
      [1, 13, "warning", "scriptyard/line-separator"],
      [2, 12, "error", "scriptyard/no-eval"],
    ]);
  });

  test("of every name are the same before and after erasing, in arbitrary programs", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...statements), { maxLength: 30 }),
        fc.constantFrom("\n", " ", "\r\n"),
        (parts, glue) => {
          const source = parts.map((part, i) => part.replaceAll("§", String(i))).join(glue);
          const { code, diagnostics } = compile(source);
          expect(diagnostics).toEqual([]);
          const text = source.replaceAll("\r\n", "\n");
          const before = text.split("\n");
          const after = code!.split("\n");
          expect(after.map((line) => line.length)).toEqual(before.map((line) => line.length));
          for (let i = 0; i < code!.length; i++) if (/\w/.test(code![i]!)) expect(code![i]).toBe(text[i]);
          for (const name of text.matchAll(/\bkeep\w+/g))
            expect(code!.startsWith(name[0], name.index)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** `§` is the statement's number, `keep…` names what must stay where it is. */
const statements = [
  "const keep§: Map<string, 'é😀'[]> = new Map<string, never>();",
  "interface I§ { a: string;\n b: number }",
  "type T§ = { [k: string]: 'x' } | `a$" + "{string}`;",
  "export function keepF§<T extends object = {}>(x: T, keepB?: string): asserts x is T { keepB!; }",
  "class KeepC§<T> implements Iterable<T> { declare a: T; private readonly keep_b?: T; *[Symbol.iterator](): Iterator<T> {} }",
  "const keepG§ = async <\nT,>(keepX: T): Promise<\nT> => keepX as T;",
  "for (const keepI of [1, 2] as const) { keepI satisfies number; }",
  "`$" + "{(keep§§ as string)} $" + "{'}'}`;",
  "/re[/]: number/g.test('a') as boolean;",
  "label§: for (;;) { break label§; }",
  "declare const d§: number;",
  "let keepH§!: number;",
];

describe("hostile text", () => {
  const outcome = (source: string) => {
    const output = compile(source);
    expect(output.code === null).toBe(output.diagnostics.some((d) => d.severity === "error"));
    for (const d of output.diagnostics) {
      expect(d.line).toBeGreaterThan(0);
      expect(d.endLine * 1e6 + d.endColumn).toBeGreaterThanOrEqual(d.line * 1e6 + d.column);
    }
    return output;
  };

  test("never throws on arbitrary text", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom(...tokens)).map((t) => t.join(" ")),
    );
    fc.assert(
      fc.property(text, (source) => void outcome(source)),
      { numRuns: 1_500 },
    );
  });

  test("never throws on mutated programs, and what it passes is JavaScript", () => {
    const mutation = fc.record({
      program: fc.constantFrom(...programs),
      at: fc.nat(),
      cut: fc.nat({ max: 40 }),
      insert: fc.constantFrom("", ...tokens),
    });
    fc.assert(
      fc.property(mutation, ({ program, at, cut, insert }) => {
        const { source } = program;
        const start = at % source.length;
        const { code } = outcome(source.slice(0, start) + insert + source.slice(start + cut));
        if (code !== null) expect(languageById("javascript").compile(code, "x").code).toBe(code);
      }),
      { numRuns: 800 },
    );
  });
});

const tokens = (
  "enum interface type class abstract declare namespace as satisfies import export from { } ( ) [ ] < > => : ; , ? ! . ... = + / * " +
  "` \" ' ${ /* // \\ \n \u2028 # @ await yield async static get set in of new this super 😀 \ud800 \0 0x 1n"
).split(" ");
