import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, limits, program, run } from "./programs.ts";

describe.each(engines)("stack frames on %s", (engine) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 0, hostModules });
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  async function errorOf(...args: Parameters<typeof run> extends [unknown, ...infer Rest] ? Rest : never) {
    const outcome = await run(sandbox, ...args);
    if (outcome.status === "ok") throw new Error("it did not fail");
    return outcome.error;
  }

  it("names file, line, column and function of every frame of the author's", async () => {
    const error = await errorOf(
      program(
        [
          'import { check } from "shared/checks";',
          "",
          "function inner(user) {",
          "  return check(user);",
          "}",
          "export function onExecute(context) {",
          "  return inner(context.user);",
          "}",
        ].join("\n"),
        { "shared/checks": "export function check(user) {\n  throw new RangeError(user.id);\n}" },
      ),
      [{ user: { id: "u1" } }],
    );
    expect(error).toMatchObject({ type: "execution", name: "RangeError", message: "u1" });
    expect(error.stack.map(({ file, line, function: name }) => [file, line, name])).toEqual([
      ["shared/checks", 2, "check"],
      ["hostile/program", 4, "inner"],
      ["hostile/program", 7, "onExecute"],
    ]);
    const source = "  throw new RangeError(user.id);";
    expect(error.stack[0]!.column).toBeGreaterThan(source.indexOf("throw"));
    expect(error.stack[0]!.column).toBeLessThanOrEqual(source.length);
  });

  it("points into the expression that failed", async () => {
    const line = "  const name = context.user.profile.name;";
    const error = await errorOf(`export function onExecute(context) {\n${line}\n  return name;\n}`, [
      { user: {} },
    ]);
    expect(error.stack[0]).toMatchObject({ line: 2 });
    expect(error.stack[0]!.column).toBeGreaterThan(line.indexOf("context"));
    expect(error.stack[0]!.column).toBeLessThanOrEqual(line.indexOf(";"));
  });

  it.each([
    ["const a = context.user.profile.name;"],
    ["return context.user.profile.name;"],
    ["if (context.user.profile.name) return 1;"],
    ["const { name } = context.user.profile ?? context.user.profile.name;"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the script's own template
    ["const s = `a${context.user.profile.name}`;"],
    ["context.user.profile.name = 5;"],
    ["return [1].map(() => context.user.profile.name);"],
    ["const a = missing;"],
    ["return missing + 1;"],
    ["for (const item of context.list) log.info(item);"],
    ["const b = [...context.list];"],
  ])("finds the line of: %s", async (line) => {
    const before =
      '  // context.user.profile.name, missing\n  const first = [1].map((x) => x);\n  const text = "missing.name";';
    const error = await errorOf(
      `export function onExecute(context) {\n${before}\n  ${line}\n  return text;\n}`,
      [{ user: {} }],
    );
    expect(error.stack[0]).toMatchObject({ file: "hostile/program", line: 5 });
    expect(error.stack[0]!.column).toBeGreaterThan(2);
  });

  it("gives the line of a syntax error", async () => {
    const error = await errorOf("export function onExecute() {\n  const a = 1;\n  return a +* 2;\n}");
    expect(error.type).toBe("invalid_syntax");
    expect(error.stack[0]).toMatchObject({ file: "hostile/program", line: 3 });
  });

  it("gives the line of an error in a library's text", async () => {
    const error = await errorOf(
      program('import "shared/broken";\nexport const onExecute = () => 1;', {
        "shared/broken": "export const a = 1;\n}",
      }),
    );
    expect(error).toMatchObject({ type: "invalid_syntax", stack: [{ file: "shared/broken", line: 2 }] });
  });

  it("has frames of async hooks", async () => {
    const error = await errorOf(
      "export async function onExecute() {\n  await null;\n  throw new Error('late');\n}",
    );
    expect(error.stack[0]).toMatchObject({ file: "hostile/program", line: 3, function: "onExecute" });
  });

  it("says where a script was when its time was up", async () => {
    const error = await errorOf(
      "function spin(n) {\n  let s = 0;\n  for (let i = 0; ; i++) {\n    s += i % n;\n  }\n}\nexport function onExecute() {\n  return spin(7);\n}",
      [],
      limits({ timeoutMs: 20 }),
    );
    expect(error.type).toBe("timeout");
    expect(error.stack.map((f) => f.function)).toEqual(["spin", "onExecute"]);
    expect(error.stack[1]).toMatchObject({ line: 8 });
  });

  it("keeps tabs, long lines and characters beyond Latin in place", async () => {
    const error = await errorOf(
      `export function onExecute() {\n\tconst s = "é世"; null.x;${" ".repeat(300)}\n}`,
    );
    expect(error.stack[0]).toMatchObject({ line: 2 });
    expect(error.stack[0]!.column).toBeGreaterThan(10);
  });
});
