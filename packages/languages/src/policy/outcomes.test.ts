import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageById } from "../index.ts";
import { loginWays } from "../testing/ways-out.ts";
import { outcomesIn } from "./outcomes.ts";

/** What a TypeScript hook with that body may answer: `a b`, and ` …` where there may be more. */
const answers = (body: string, before = "") =>
  said(`${before}\nexport function onExecute(context, form) {\n${body}\n}`);

function said(source: string): string {
  const { code } = languageById("typescript").compile(source, "login/x");
  const { written, open } = outcomesIn(code!, "onExecute", loginWays);
  return [...written.map(({ outcome }) => outcome), ...(open ? ["…"] : [])].join(" ");
}

const go = (value: string) => `return { action: "continue", outcome: ${value} };`;

describe("outcomes a script may answer", () => {
  test.each([
    ["a string", go(`"a"`), "a"],
    ["none", `return { action: "continue" };`, ""],
    ["none, in words", go("undefined"), ""],
    ["a template without holes", go("`a`"), "a"],
    ["a template with one", go("`a$" + "{form}`"), "…"],
    ["a condition", go(`form ? "a" : context ? "b" : undefined`), "a b"],
    ["what stands in for nothing", go(`form.x ?? ("a" || "b")`), "a b …"],
    ["a guard", go(`form !== null && "a"`), "a"],
    ["as const", go(`"a" as const`), "a"],
    ["satisfies", `return ({ action: "continue", outcome: "a" } satisfies FlowResult) as FlowResult;`, "a"],
    [
      "a shorthand of a const",
      `const outcome = form ? "a" : "b"; return { action: "continue", outcome };`,
      "a b",
    ],
    ["a const under another name", `const a = "a"; const b = a; ${go("b")}`, "a"],
    ["a member of a const", `const all = { x: "a", y: "b" } as const; ${go("all.x")}`, "a"],
    ["a member of it that is computed", `const all = { x: "a" }; ${go("all[form.x]")}`, "…"],
    ["a member that is written to", `const all = { x: "a" }; all.x = form.x; ${go("all.x")}`, "…"],
    [
      "a variable",
      `let outcome = "a"; if (form) outcome = "b"; return { action: "continue", outcome };`,
      "…",
    ],
    [
      "a parameter of that name",
      `const outcome = "a"; return [1].map((outcome) => ({ action: "continue", outcome }))[0];`,
      "…",
    ],
    ["a spread choice", `return { action: "continue", ...(form && { outcome: "a" }) };`, "a"],
    ["a spread of anything", `return { action: "continue", ...form };`, "…"],
    [
      "a spread that is overwritten",
      `return { action: "continue", ...{ outcome: "b" }, outcome: "a" };`,
      "a",
    ],
    ["a spread with another action", `return { ...form, outcome: "a" };`, "…"],
    ["quoted members", `return { "action": 'continue', ["outcome"]: "a" };`, "a"],
    ["an action in a const", `const action = "continue"; return { action, outcome: "a" };`, "a"],
    [
      "other actions",
      `return form ? { action: "reject", code: "x", outcome: "a" } : { action: "challenge", block };`,
      "",
    ],
    [
      "what is only logged",
      `log.info("x", { action: "continue", outcome: "b", in: [{ action: "continue", outcome: "c" }] }); ${go(`"a"`)}`,
      "a",
    ],
    ["a promise", `return Promise.resolve({ action: "continue", outcome: "a" });`, "a"],
    ["a result in a const", `const result = { action: "continue", outcome: "a" }; return result;`, "a"],
    [
      "a result that is changed",
      `const result = { action: "continue" }; result.outcome = form.x; return result;`,
      "…",
    ],
    [
      "a redirect",
      `flow.redirect("https://x", { resume: form ? "a" : "b", partner: "pay" }); return { action: "continue" };`,
      "a b",
    ],
    ["a redirect without", `flow.redirect("https://x"); return { action: "continue" };`, ""],
    ["a redirect with anything", `flow.redirect("https://x", form); return { action: "continue" };`, "…"],
    ["flow under another name", `const f = flow; return { action: "continue" };`, "…"],
    [
      "a flow of the module's own",
      `const flow = { redirect() {} }; flow.redirect("", { resume: "b" }); ${go(`"a"`)}`,
      "a",
    ],
    ["what a parameter decides", `return form;`, "…"],
  ])("%s", (_what, body, expected) => expect(answers(body)).toBe(expected));

  test("of helpers in the module, and not of those from elsewhere", () => {
    const helpers = `
      const yes = async () => no(1);
      function no(x) { return x ? { action: "continue", outcome: "a" } : deeper(); }
      const deeper = () => ({ action: "continue", outcome: "b" });`;
    expect(answers("return yes();", helpers)).toBe("a b");
    expect(answers("return judge(context);", `import { judge } from "shared/judge";`)).toBe("…");
    expect(answers("return judge.all(context);", helpers)).toBe("a b …");
  });

  test("of hooks however they are exported", () => {
    const body = `() => ({ action: "continue", outcome: "a" })`;
    expect(said(`export const onExecute = ${body};`)).toBe("a");
    expect(said(`const decide = ${body}; export { decide as onExecute };`)).toBe("a");
    expect(said(`const decide = ${body}; export const onExecute = decide;`)).toBe("a");
    expect(said(`export const onExecute = withLog(${body});`)).toBe("a …");
    expect(said(`export { onExecute } from "shared/x";`)).toBe("…");
    expect(said("export const nothing = 1;")).toBe("…");
  });

  test("are told to be unnamed where a decision surely names none", () => {
    const { written, unnamed } = outcomesIn(
      `export const onExecute = (c) => c ? ({ action: "continue" }) : { action: "continue", ...c };`,
      "onExecute",
      loginWays,
    );
    expect(written).toEqual([]);
    expect(unnamed).toEqual([{ line: 1, column: 38, endLine: 1, endColumn: 60 }]);
  });

  test("stand where they are written, quotes and all", () => {
    const code = `export const onExecute = () => ({\n  action: "continue", outcome: "a\\n" });`;
    expect(outcomesIn(code, "onExecute", loginWays).written).toEqual([
      { outcome: "a\n", line: 2, column: 32, endLine: 2, endColumn: 37 },
    ]);
  });
});

/** Mostly what can be followed; the rest would make nearly every program open. */
const mostly = (followed: string[], open: string[]) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...followed) },
    { weight: 1, arbitrary: fc.constantFrom(...open) },
  );

/** Programs of the forms above, in any depth; `pick()` answers true or false, and `any()` a string that is written nowhere. */
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    mostly([`"a"`, `"b"`, "`c`", "undefined", "known", "table.x"], ["table[any()]", "any()", "loose"]),
    fc.tuple(tie("value"), tie("value")).map(([a, b]) => `(pick() ? ${a} : ${b})`),
    fc
      .tuple(tie("value"), fc.constantFrom("??", "||", "&&"), tie("value"))
      .map(([a, op, b]) => `((${a}) ${op} (${b}))`),
    tie("value").map((a) => `(0, ${a})`),
  ),
})).value;
const decision = fc.letrec<{ result: string; object: string }>((tie) => ({
  object: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    value.map((a) => `{ action: "continue", outcome: ${a} }`),
    mostly([`{ action: "continue" }`, `{ action: "reject", outcome: "z" }`], [`{ outcome: "s" }`]),
    fc.tuple(value, tie("object")).map(([a, b]) => `{ action: "continue", outcome: ${a}, ...(${b}) }`),
    fc.tuple(value, tie("object")).map(([a, b]) => `{ action: "continue", ...(${b}), outcome: ${a} }`),
    tie("object").map((b) => `{ action: "continue", ...(pick() && (${b})) }`),
  ),
  result: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("object").map((a) => `(${a})`),
    mostly(["helper()", "late", "Object.freeze(late)", "arrow()"], ["outside()"]),
    fc.tuple(tie("result"), tie("result")).map(([a, b]) => `(pick() ? ${a} : ${b})`),
    tie("result").map((a) => `Object.freeze(${a})`),
  ),
})).result;

const assigning = `const r = { action: "continue" }; r.outcome = any(); return r;`;
const program = fc.tuple(value, decision, decision, decision, mostly([""], [assigning])).map(
  ([known, late, helper, main, assigned]) => `
const known = ${known};
let loose = any();
const table = { x: "t", y: "u" };
const late = ${late};
const arrow = () => ${helper};
function helper() { ${assigned} return ${helper}; }
export function onExecute() { return ${main}; }`,
);

describe("odd programs", () => {
  test("nothing is answered that is not written down or told to be open", () => {
    const told = { open: 0, closed: 0 };
    fc.assert(
      fc.property(program, fc.infiniteStream(fc.nat()), (code, numbers) => {
        const { written, open } = outcomesIn(code, "onExecute", loginWays);
        told[open ? "open" : "closed"] += 1;
        if (open) return;
        const known = new Set(written.map(({ outcome }) => outcome));
        const next = () => numbers.next().value as number;
        const world = {
          pick: () => next() % 2 === 0,
          any: () => ["x", "m", "n"][next() % 3],
          outside: () => ({ action: "continue", outcome: "o" }),
        };
        let result: { action?: string; outcome?: unknown } = {};
        try {
          result = runInNewContext(`${code.replace("export ", "")}\nonExecute();`, world) as typeof result;
        } catch {
          // `known` before its declaration, and the like: no answer at all.
        }
        if (result.action === "continue" && typeof result.outcome === "string")
          expect([...known]).toContain(result.outcome);
      }),
      { numRuns: 1_500 },
    );
    // Or the property would say nothing.
    expect(told.closed).toBeGreaterThan(400);
  });

  test("any text has an answer", () => {
    const parts = fc.array(
      fc.constantFrom(
        "{",
        "}",
        "(",
        ")",
        "...",
        "outcome",
        "action:",
        `"continue"`,
        ",",
        "=>",
        "return ",
        "flow.redirect(",
        "const x=",
        "x",
        "?",
        ":",
        "export ",
        "function onExecute",
        "??",
        "\n",
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(parts, (texts) => {
        const { written } = outcomesIn(texts.join(""), "onExecute", loginWays);
        for (const { line, endLine, column, endColumn } of written)
          expect(endLine * 1e6 + endColumn).toBeGreaterThan(line * 1e6 + column);
      }),
    );
  });

  test.each([
    ["many decisions", (n: number) => `${go(`"a"`)}\n`.repeat(n)],
    ["one long choice", (n: number) => go(`${'form ? "a" : '.repeat(n)}"b"`)],
    [
      "one object spread into many",
      (n: number) =>
        `const big = { ${'a: "x", '.repeat(n)} };\n${`return { action: "continue", ...big };\n`.repeat(n)}`,
    ],
    [
      "a chain of constants",
      (n: number) =>
        `const c0 = "a";${Array.from({ length: n }, (_, i) => `const c${i + 1} = form ? c${i} : c${i};`).join("\n")}${go(`c${n}`)}`,
    ],
    [
      "members of one table",
      (n: number) =>
        `const t = { ${Array.from({ length: n }, (_, i) => `k${i}: "v${i}"`).join(", ")} };\n${Array.from({ length: n }, (_, i) => go(`t.k${i}`)).join("\n")}`,
    ],
  ])("%s: twice the text is twice the work", (_what, bodyOf) => {
    const time = (n: number) => {
      const code = `export function onExecute(context, form) {\n${bodyOf(n)}\n}`;
      const started = process.cpuUsage();
      outcomesIn(code, "onExecute", loginWays);
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1_000;
    };
    time(200);
    const small = Math.min(time(500), time(500));
    const large = Math.min(time(2_000), time(2_000));
    // Four times the text: the square would be sixteen times the work.
    expect(large).toBeLessThan(Math.max(8 * small, 150));
  });
});
