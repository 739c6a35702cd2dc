import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageById } from "../index.ts";

const lint = (source: string, language: "typescript" | "javascript" = "typescript") => {
  const { diagnostics, code } = languageById(language).compile(source, "login/x");
  // Nothing of it keeps a text from running.
  if (diagnostics.every(({ severity }) => severity === "warning")) expect(code).not.toBeNull();
  return diagnostics.map(
    ({ line, column, severity, code: name }) =>
      `${line}:${column} ${severity} ${name.replace("scriptyard/", "")}`,
  );
};
const inHook = (body: string, before = "") => `${before}\nexport function onExecute() { ${body} }`;

describe("what a run keeps in its module is gone in the next", () => {
  test.each([
    ["const seen = new Set();", "seen.add(1);"],
    ["const counts = {};", "counts.a = 1;"],
    ["const counts: { [k: string]: number } = {};", 'counts["a"] += 1;'],
    ["const list = [1];", "list.push(2);"],
    ["const list = [1];", "list[0]++;"],
    ["let n = 0;", "n += 1;"],
    ["let n = 0;", "n++;"],
    ["const m = new Map<string, { n: number }>();", "m.set('a', { n: 1 });"],
    ["const deep = { a: { b: 1 } };", "deep.a.b = 2;"],
    ["let n = 0;", "[1].forEach(() => { n = 2; });"],
  ])("%s … %s", (before, body) => {
    expect(lint(inHook(body, before))).toEqual([expect.stringMatching(/^2:\d+ warning module-state$/)]);
  });

  test.each([
    ["", "let n = 0; n += 1; const s = new Set(); s.add(n);"],
    ["const seen = new Set(['a']);", "seen.has('a');"],
    ["let cached: number | undefined;", "cached ??= 1;"],
    ["const seen = new Set();", "{ const seen = new Set(); seen.add(1); }"],
    ["const table = new Map(); fill(); function fill() { table.set(1, 2); }", ""],
    ["const table = new Map(); (() => { table.set(1, 2); })();", ""],
    ["const table = new Map(); table.set(1, 2);", ""],
    ["const tools = { add(a: number) { return a; } };", "tools.add(1);"],
    ["import { store } from 'shared/store';", "store.add(1);"],
    ["", "flow.set('a', 1); context.list.push(1);"],
    ["function f(list: number[]) { list.push(1); }", "f([]);"],
  ])("innocent: %s … %s", (before, body) => {
    expect(lint(inHook(body, before))).toEqual([]);
  });
});

describe("other things that look like more than they are", () => {
  test.each([
    ["const at = Date.now();", "1:12 warning clock-at-load"],
    ["const day = new Date();", "1:13 warning clock-at-load"],
    ["const Date = shared; const at = Date.now();", null],
    ["class A { at = Date.now(); static made = 1; }", null],
    ["class A { static at = Date.now(); }", "1:23 warning clock-at-load"],
    ["const fixed = new Date(0);", null],
    ["function f() { return Date.now(); }", null],
    ["async function save() {}\nexport function onExecute() { save(); }", "2:31 warning floating-promise"],
    [
      "const save = async () => {};\nexport async function onExecute() { save(); }",
      "2:37 warning floating-promise",
    ],
    [
      "async function save() {}\nexport async function onExecute() { await save(); void save(); const p = save(); }",
      null,
    ],
    ["function save() {}\nexport function onExecute() { save(); }", null],
    [
      "export function onExecute() { const token = Math.random().toString(36); }",
      "1:45 warning random-secret",
    ],
    [
      'export function onExecute() { const token = Math["random"]().toString(36); }',
      "1:45 warning random-secret",
    ],
    [
      "export function onExecute() { return { code: String(Math.floor(random() * 1e6)) }; }",
      "1:64 warning random-secret",
    ],
    ["export function onExecute() { const roll = random(); const token = other; }", null],
    ["function random() { return 4; }\nexport function onExecute() { const token = random(); }", null],
    [
      'export function onExecute(email: string) { const domain = email.split("@")[1]; }',
      "1:59 warning email-by-split",
    ],
    [
      'export function onExecute(c: Context) { return c.user.email.split("@").pop(); }',
      "1:48 warning email-by-split",
    ],
    ['export function onExecute(email: string) { return email.split("@")[0]; }', null],
    ['export function onExecute(email: string) { return email.split("@").length; }', null],
    ['export function onExecute(handle: string) { return handle.split("@")[1]; }', null],
  ])("%s", (source, warning) => {
    expect(lint(source)).toEqual(warning === null ? [] : [warning]);
  });

  test("what the engines refuse stands at the expression", () => {
    expect(lint("export const a = [1, /(?<y>a)|(?<y>b)/];")).toEqual(["1:22 error unsupported-pattern"]);
    expect(lint("export const a =\n  /x(?i:a)b/;")).toEqual(["2:3 error unsupported-pattern"]);
    expect(lint("export const a = [/(?:a)(?<a>b)(?<b>c)(?=d)(?<=e)[(?i:]\\(?i:/, /(?!a)(?<!b)/];")).toEqual(
      [],
    );
  });

  test("any text is judged without falling", () => {
    const piece = fc.constantFrom(
      "let a = 0;",
      "a++;",
      "a.b.push(1);",
      "function f() {",
      "}",
      "(() => { a = 1; })();",
      "const token = random();",
      'mail.split("@")[0];',
      "new Date();",
      "class A { static n = 0; m() { A.n++; } }",
      "exports.x = 1;",
      "for (const a of b) a.add(1);",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { diagnostics } = languageById("javascript").compile(pieces.join("\n"), "login/x");
        for (const one of diagnostics) expect(one.message).not.toMatch(/undefined|null/);
      }),
    );
  });
});

describe("a pasted script of another product is told once, with how it is written here", () => {
  const told = (source: string, language: "typescript" | "javascript" = "javascript") =>
    languageById(language)
      .compile(source, "login/x")
      .diagnostics.map(({ message, remedy }) => `${message} ${remedy}`);

  test("Auth0", () => {
    const source = `exports.onExecutePostLogin = async (event, api) => {
      if (event.user.email) api.access.deny("no");
    };
    exports.onContinuePostLogin = async (event, api) => {};`;
    const findings = told(source);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(
      /Action of Auth0.*export function onExecute.*action: "reject".*docs\/coming-from-others\.md/,
    );
  });
  test("a Node module", () => {
    expect(told("module.exports = { check };")).toEqual([expect.stringMatching(/export function name\(…\)/)]);
    expect(told("exports.check = (a) => a;")).toEqual([expect.stringMatching(/export function check\(…\)/)]);
    expect(told('const fs = require("fs"); module.exports.a = 1;')).toEqual([
      expect.stringContaining("`require` belongs to Node.js"),
      expect.stringContaining("`export function a(…)"),
    ]);
  });
  test("Keycloak and ZITADEL", () => {
    expect(told("function authenticate(context) { context.success(); }")).toEqual([
      expect.stringContaining("Keycloak"),
    ]);
    expect(told('var E = Java.type("org.keycloak.E");')).toEqual([expect.stringContaining("Keycloak")]);
    expect(told('function addClaim(ctx, api) { if (x) { api.v1.claims.setClaim("a", 1); } }')).toEqual([
      expect.stringContaining("ZITADEL"),
    ]);
    expect(told("function pair(ctx, api) { return api.call(ctx); }")).toEqual([]);
    expect(told("function authenticate(user, password) {}")).toEqual([]);
  });
  test("names of one's own are not", () => {
    expect(told("const module = { exports: 1 }; module.exports = 2;")).toEqual([]);
  });
});

test("everything that has to be written in another way is told in one round", () => {
  const source = `enum Color { Red }
export enum Other { A }
function deco(target: unknown) {}
class A {
  constructor(private readonly a: number) { process.exit(); }
  @deco m() {}
}
const text = <string>read(eval);
namespace N { export const a = 1; }`;
  const { diagnostics, code } = languageById("typescript").compile(source, "login/x");
  expect(code).toBeNull();
  expect(diagnostics.map(({ line, code: name }) => `${line} ${name.replace("scriptyard/", "")}`)).toEqual([
    "1 unsupported-syntax",
    "2 unsupported-syntax",
    "5 unsupported-syntax",
    "5 no-node-global",
    "6 unsupported-syntax",
    "8 unsupported-syntax",
    "8 no-eval",
    "9 unsupported-syntax",
  ]);
});
