import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { Report } from "../source/report.ts";
import { declaredTwice } from "./declared-twice.ts";
import { parseModule } from "./parse.ts";

const again = (text: string) =>
  declaredTwice(parseSync("x.js", text, { lang: "js", sourceType: "module" }).program, 50).map(
    ({ name, start }) => `${name} ${start}`,
  );

/** What the parser itself says of it. */
const refuses = (text: string) =>
  parseSync("x.js", text, { lang: "js", sourceType: "module", showSemanticErrors: true }).errors.length > 0;

describe("a name that is declared again is found where the parser finds it", () => {
  test.each([
    ["let a; let a;", ["a 11"]],
    ["class A {} class A {}", ["A 17"]],
    ["function f() {} function f() {}", ["f 25"]],
    ["import a from 'x'; import { b as a } from 'y';", ["a 33"]],
    ["export const a = 1; export function a() {}", ["a 36"]],
    ["const { a, b: [a] } = {};", ["a 15"]],
    ["let a; var a;", ["a 11"]],
    ["var a; function a() {}", ["a 4"]],
    ["function f() { { function g() {} function g() {} } }", ["g 42"]],
    ["let a; { var a; }", ["a 13"]],
    ["function f(a, { a: b, ...a }) {}", ["a 25"]],
    ["(a, a) => 1;", ["a 4"]],
    ["function f(a) { let a; }", ["a 20"]],
    ["try {} catch (e) { let e; }", ["e 23"]],
    ["switch (1) { case 1: let a; default: let a; }", ["a 41"]],
    ["class A { static { let a; let a; } }", ["a 30"]],
    ["{ { let a; let a; } }", ["a 15"]],
  ])("%s", (text, expected) => {
    expect(again(text)).toEqual(expected);
    expect(refuses(text)).toBe(true);
  });

  test.each([
    "let a; { let a; }",
    "var a; var a;",
    "function f(a) { var a; }",
    "function f() { function g() {} function g() {} var g; }",
    "function f(a) { function a() {} }",
    "class A { static { function g() {} function g() {} } }",
    "try {} catch (e) { var e; }",
    "let a; function f() { var a; }",
    "let a; (a) => a;",
    "const { a = 1, [b]: c } = {}, b = 2;",
    "for (let i = 0; ; ) { let i; }",
    "let a; class B { static { var a; } }",
    "let f; (function f() {});",
    "const a = 1; export { a as b };",
  ])("%s is none", (text) => {
    expect(again(text)).toEqual([]);
    expect(refuses(text)).toBe(false);
  });
});

test.each(["@a class B{}\n", "let b;\n", "let b; {var b}\n", "(a,a)=>1;\n"])(
  "very many are told in time that grows with the text: %j",
  (piece) => {
    const spent = (length: number) => {
      const text = piece.repeat(Math.floor(length / piece.length));
      const report = new Report(text, "x");
      const before = process.cpuUsage();
      expect(parseModule(text, "js", report)).toBeNull();
      const { user, system } = process.cpuUsage(before);
      expect(report.diagnostics[0]?.message).toMatch(/^Identifier `[bBa]` has already been declared$/);
      expect(report.diagnostics.length).toBeGreaterThan(50);
      return (user + system) / 1_000;
    };
    // It was 5 s for the second, and thirty times as long for eight times the text.
    const [short, long] = [spent(32_000), spent(256_000)];
    expect(long, `${short} and ${long} ms`).toBeLessThan(20 * short + 300);
  },
);
