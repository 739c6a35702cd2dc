import { sourceLimits } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quickDiagnostics } from "../editor.ts";
import { languageById } from "../index.ts";

const codes = (source: string) =>
  quickDiagnostics(source).map((d) => `${d.line}:${d.column} ${d.code.replace("scriptyard/", "")}`);
const big = Math.floor(sourceLimits.bytes / 4);

describe("size", () => {
  test("is counted in bytes of UTF-8", () => {
    expect(codes(";".repeat(sourceLimits.bytes))).toEqual([]);
    expect(codes("a".repeat(1_000))).toEqual([]);
    expect(codes("a".repeat(1_001))).toEqual(["1:1 too-deep"]);
    expect(codes("a".repeat(sourceLimits.bytes + 1))).toEqual(["1:1 source-too-large"]);
    expect(codes(`/*${"é".repeat(sourceLimits.bytes / 2)}*/`)).toEqual(["1:1 source-too-large"]);
    expect(codes(`/*${"😀".repeat(sourceLimits.bytes / 4 - 1)}*/`)).toEqual([]);
  });
});

describe("brackets", () => {
  test.each(["()", "[]", "{}"])("may nest %s as deep as the limit", (pair) => {
    const nest = (depth: number) => `x = ${pair[0]!.repeat(depth)}${pair[1]!.repeat(depth)}`;
    expect(codes(nest(sourceLimits.bracketDepth))).toEqual([]);
    expect(codes(nest(sourceLimits.bracketDepth + 1))).toEqual([
      `1:${5 + sourceLimits.bracketDepth} too-deep`,
    ]);
  });

  test.each([
    ["strings", `'${"(".repeat(900)}'; "\\"${"(".repeat(900)}"`],
    ["templates", `\`${"(".repeat(900)}\${ a }${"[".repeat(900)}\``],
    ["comments", `//${"(".repeat(900)}\n/*${"[".repeat(900)}*/`],
    ["regular expressions", `a = /${"(".repeat(900)}[/${"{".repeat(900)}]/g`],
    ["regular expressions after a condition", `if (a) /${"(".repeat(900)}/.test(b)`],
  ])("in %s do not count", (_, source) => {
    expect(codes(source)).toEqual([]);
  });

  test.each([
    ["a division", `a = b / ${"(".repeat(900)} / c`],
    ["a division after a call", `f(x) / ${"(".repeat(900)} / c`],
    ["a division after a property named like a keyword", `a.if(x) / ${"(".repeat(900)} / c`],
    ["a non-null assertion", `a! / ${"(".repeat(900)} / c`],
    ["an unclosed string", `'a\n${"(".repeat(900)}'`],
    ["a template's substitution", `\`\${ ${"(".repeat(900)} }\``],
    ["a nested template", `\`\${ \`\${ a }\` + ${"(".repeat(900)} }\``],
  ])("are not hidden by %s", (_, source) => {
    expect(codes(source)[0]).toMatch(/too-deep/);
  });

  test("a slash that only a parser could place asks for parentheses when it could hide text", () => {
    expect(codes(`x = {} / "a" / ${"(".repeat(900)}`)[0]).toMatch(/ambiguous-slash/);
    expect(codes("if (a) {}\n/[a-z]'/.test(b)")).toEqual([]);
    expect(codes("for await (const a of b) /['\"]/.test(a)")).toEqual([]);
  });
});

/** Every construct a parser recurses on without a bracket. Each of these crashed a parser at this length. */
const chains: [string, (n: number) => string][] = [
  ["prefix operators", (n) => `${"!".repeat(n)}a`],
  ["words", (n) => `${"typeof ".repeat(n)}a`],
  ["awaits on lines of their own", (n) => `${"await\n".repeat(n)}a`],
  ["operators", (n) => `a${"+a".repeat(n)}`],
  ["operators on lines of their own", (n) => `a${"\n> a".repeat(n)}`],
  ["trailing operators", (n) => `${"a >\n".repeat(n)}a`],
  ["assignments", (n) => `${"a=".repeat(n)}a`],
  ["arrows", (n) => `x=${"a=>".repeat(n)}a`],
  ["conditions", (n) => `${"a?b:".repeat(n)}c`],
  ["calls", (n) => `a${"()".repeat(n)}`],
  ["members", (n) => `a${".b".repeat(n)}`],
  ["if", (n) => `${"if(a)\n".repeat(n)};`],
  ["else if", (n) => `${"if(a);else ".repeat(n)};`],
  ["else if with braces", (n) => `${"if(a){}else ".repeat(n)};`],
  ["labels", (n) => Array.from({ length: n / 4 }, (_, i) => `l${i}:\n`).join("")],
  ["loops", (n) => `${"for(;;)".repeat(n)};`],
  ["do", (n) => `${"do ".repeat(n)};${"while(0)".repeat(n)}`],
  ["comparisons or type arguments", (n) => `a${"<a".repeat(n)}`],
  ["type arguments through commas", (n) => `type A=${"a<b,".repeat(n)}b`],
  ["type assertions", (n) => `x=${"<a>".repeat(n)}b`],
  ["array types", (n) => `type A=B${"[]".repeat(n)}`],
  ["type operators", (n) => `type A=${"keyof\n".repeat(n)}B`],
  ["conditional types", (n) => `type A=${"B extends C?D:".repeat(n)}E`],
  ["declare", (n) => `${"declare\n".repeat(n)}let a`],
  ["classes", (n) => `x=${"class extends ".repeat(n)}a{}`],
  ["templates", (n) => `a${"``".repeat(n)}`],
  ["non-null assertions", (n) => `a${"!".repeat(n)}`],
  ["qualified names", (n) => `namespace a${".b".repeat(n)}{}`],
  ["harmless regular expressions that may be divisions", (n) => `x={}/${"!".repeat(n)}/a`],
];

describe("chains", () => {
  test.each(chains)("of %s are capped before a parser overflows", (_, make) => {
    const source = make(big / 4);
    expect(source.length).toBeLessThan(sourceLimits.bytes);
    const output = languageById("typescript").compile(source, "login/x");
    expect(output.diagnostics.map((d) => d.code)).toEqual(["scriptyard/too-deep"]);
  });

  test.each(chains)("of %s survive the parser where the cap lets them through", (_, make) => {
    let [low, high] = [1, big / 4];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (quickDiagnostics(make(middle)).length > 0) high = middle;
      else low = middle;
    }
    for (const id of ["typescript", "javascript"] as const) languageById(id).compile(make(low), "login/x");
  });

  test.each([
    ["statements without semicolons", () => "const a = b\nfoo(a)\nreturn_ = !a\n".repeat(4_000)],
    ["a table of data", () => `export const data = [${'{ a: 1, b: [2, 3], c: "d" },\n'.repeat(6_000)}]`],
    [
      "a long switch",
      () =>
        `switch (a) {${Array.from({ length: 4_000 }, (_, i) => `case ${i}: b(${i}); break;\n`).join("")}}`,
    ],
    [
      "cases that fall through",
      () => `switch (a) {${Array.from({ length: 4_000 }, (_, i) => `case ${i}:\n`).join("")}}`,
    ],
    ["an else-if ladder of 300", () => `${"if (a) { b() } else ".repeat(300)}{}`],
    ["a text of 1 500 pieces", () => `a = 'x'${" +\n  'y'".repeat(1_500)}`],
    ["a union of 1 500 names", () => `type A =${"\n  | 'a'".repeat(1_500)};`],
    [
      "an interface",
      () => `interface A {${Array.from({ length: 5_000 }, (_, i) => `a${i}?: Array<string>;\n`).join("")}}`,
    ],
    [
      "blocks and functions",
      () => "function f(a) { if (a) { return [a] } }\nwhile (a) { b() }\n".repeat(3_000),
    ],
  ])("%s are ordinary", (_, make) => {
    expect(quickDiagnostics(make())).toEqual([]);
  });
});

describe("characters that cannot be kept", () => {
  test("NUL and lone surrogates", () => {
    expect(codes("a = 'b\0'")).toEqual(["1:7 invalid-character"]);
    expect(codes("a = '😀'\n'\ud83d'")).toEqual(["2:2 invalid-character"]);
    expect(codes("'\ude00'")).toEqual(["1:2 invalid-character"]);
  });
});

test.each([
  ["slashes in classes that never close", "=/["],
  ["slashes in classes that close", "[/]"],
  ["escaped classes", "=/[\\]"],
])("%s are read once, not to the end of the line again at each", (_, unit) => {
  const text = unit.repeat(240_000 / unit.length);
  const started = process.cpuUsage();
  quickDiagnostics(text);
  // Processor time of the whole line: 30 ms, and several seconds when each slash reads on to its end.
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(700);
});

test("arbitrary text is scanned in linear time and never throws", () => {
  const char = fc.constantFrom(
    ..."( ) { } [ ] < > ` ' \" / \\ $ ! = ? : ; , . \n a b 1 * # @".split(" "),
    " ",
  );
  fc.assert(
    fc.property(fc.array(char, { maxLength: 400 }), (chars) => {
      for (const d of quickDiagnostics(chars.join(""))) expect(d.remedy).toBeTruthy();
      const started = process.cpuUsage();
      quickDiagnostics(chars.join("").repeat(Math.floor(sourceLimits.bytes / Math.max(1, chars.length))));
      expect(process.cpuUsage(started).user / 1_000).toBeLessThan(20_000); // quadratic would take minutes
    }),
    { numRuns: 100 },
  );
});
