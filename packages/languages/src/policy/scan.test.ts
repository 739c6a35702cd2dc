import { describe, expect, test } from "vitest";
import { languageById } from "../index.ts";

const found = (source: string) =>
  languageById("typescript")
    .compile(source, "login/x")
    .diagnostics.map((d) => `${d.column}-${d.endColumn} ${d.code.replace("scriptyard/", "")}`);

describe("what the sandbox lacks is a diagnostic", () => {
  test.each([
    ["eval('1')", ["1-5 no-eval"]],
    ["(0, eval)('1')", ["5-9 no-eval"]],
    ["globalThis['eval']('1')", ["1-19 no-eval"]],
    ["new Function('a')", ["5-13 no-function-constructor"]],
    ["const F = Function; F('a')", ["11-19 no-function-constructor"]],
    ["(() => {}).constructor('a')", ["1-28 no-function-constructor"]],
    ["[].at.constructor('a')()", ["1-23 no-function-constructor"]],
    ["x.constructor.constructor(y)", ["1-29 no-function-constructor"]],
    ["x['constructor']?.(`a`)", ["1-24 no-function-constructor"]],
    ["await import('m/n')", ["1-20 top-level-await", "7-20 no-dynamic-import"]],
    ["process.env.HOME", ["1-8 no-node-global"]],
    ["const a = require('fs')", ["11-18 no-node-global"]],
    ["Buffer.from(__dirname)", ["1-7 no-node-global", "13-22 no-node-global"]],
    ["window.fetch('x')", ["1-7 no-dom-global"]],
    ["setTimeout(() => localStorage, 1)", ["1-11 no-dom-global", "18-30 no-dom-global"]],
    ["({ document })", ["4-12 no-dom-global"]],
    ["new SharedArrayBuffer(1)", ["5-22 no-missing-global"]],
    ["using a = b", ["1-12 unsupported-syntax"]],
    ["/*😀*/ alert()", ["8-13 no-dom-global"]],
  ])("%s", (source, diagnostics) => {
    expect(found(source)).toEqual(diagnostics);
  });

  test("each names a remedy", () => {
    const source =
      "eval; Function; process; WebSocket; setTimeout; localStorage; import('x/y'); WeakRef; FileReader";
    const { diagnostics } = languageById("javascript").compile(source, "login/x");
    expect(diagnostics).toHaveLength(9);
    for (const d of diagnostics) expect(d.remedy).toMatch(/\w{3}/);
  });
});

describe("names of one's own are not", () => {
  test.each([
    "function f(fetch) { return fetch(); }",
    "const { process, window: [document] } = x; process; document;",
    "import { Buffer } from 'm/n'; Buffer;",
    "export { eval as process } from 'm/n';",
    "hoisted(); function hoisted() { require(); var require; }",
    "for (const fetch of x) fetch();",
    "try {} catch (process) { process; }",
    "class A { static fetch() { return this.fetch; } process = 1 }",
    "x.window.eval; ({ eval: 1, fetch() {} }); process: for (;;) break process;",
    "x = class location { a() { return location; } };",
    "type T = typeof process; let a: Window; interface B { fetch: Request }",
    "typeof process === 'undefined'; f instanceof Function; f.constructor === Object; new this.constructor(a);",
  ])("%s", (source) => {
    expect(found(source)).toEqual([]);
  });

  test("a binding in one scope does not excuse another", () => {
    expect(found("{ let alert = 1; } alert; () => { var process; }; process")).toEqual([
      "20-25 no-dom-global",
      "51-58 no-node-global",
    ]);
  });
});

describe("imports that no library can answer", () => {
  test.each([
    ["node:fs", /Node\.js/],
    ["fs", /Node\.js/],
    ["./dates", /path/],
    ["/etc/passwd", /path/],
    ["https://example.com/x.js", /address/],
    ["data:text/javascript,1", /address/],
    ["lodash", /not a library/],
    ["shared/dates.ts", /not a library/],
    ["", /not a library/],
  ])("%s", (specifier, message) => {
    const { diagnostics } = languageById("typescript").compile(
      `import ${JSON.stringify(specifier)};`,
      "login/x",
    );
    expect(diagnostics).toMatchObject([
      {
        code: "scriptyard/unknown-import",
        source: "policy",
        line: 1,
        column: 8,
        message: expect.stringMatching(message),
      },
    ]);
  });
});
