import type { GuestBindings } from "@scriptyard/model";
import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, describe, expect, test } from "vitest";

const opened: Sandbox[] = [];
afterAll(async () => {
  for (const sandbox of opened) await sandbox[Symbol.asyncDispose]();
});

/**
 * Other names and functions lie elsewhere in memory: what reads or writes where it must not fails in some of these only.
 * One name alone may find nothing.
 */
describe.each(["quickjs-ng", "quickjs"] as const)("%s", (engine) => {
  test("compiles under any name, with any number of functions of the host", async () => {
    const sandbox = await createSandbox({ engine, workers: 0 });
    opened.push(sandbox);
    const failed: unknown[] = [];
    for (const entry of ["script", "a", "login/risk-check", "x".repeat(40)])
      for (let count = 0; count < 45; count++)
        for (const extra of [[], ["random"]]) {
          const names = [...Array.from({ length: count }, (_, i) => `fn${i}`), ...extra];
          const compiled = await sandbox.compile(programWith(names, entry));
          if (compiled.status !== "ok") failed.push([entry, names.length, compiled.error]);
        }
    expect(failed).toEqual([]);
  });

  test("tells what does not parse from what does not link", async () => {
    const sandbox = await createSandbox({ engine, workers: 1 });
    opened.push(sandbox);
    const typeOf = async (code: string, library = "export const a = 1;") => {
      const program = programWith([]);
      const modules = [
        { specifier: "script", code },
        { specifier: "library", code: library },
      ];
      const compiled = await sandbox.compile({ ...program, modules });
      return compiled.status === "ok" ? "ok" : compiled.error.type;
    };
    expect(await typeOf(`import { a } from "library"; export const onExecute = () => a;`)).toBe("ok");
    expect(await typeOf(`export const onExecute = () => {`)).toBe("invalid_syntax");
    expect(await typeOf(`import { a } from "library";`, `export const a = ;`)).toBe("invalid_syntax");
    expect(await typeOf(`import { b } from "library"; b();`)).toBe("compilation");
    expect(await typeOf(`import { a } from "elsewhere"; a();`)).toBe("compilation");
    expect(await typeOf(`throw new SyntaxError("Could not find export");`)).toBe("execution");
  });
});

function programWith(names: string[], entry = "script") {
  const functions: GuestBindings["functions"] = names.map((name) => ({
    name,
    kind: "effect",
    params: [],
    capability: "x",
  }));
  return {
    entry,
    modules: [{ specifier: entry, code: "export const onExecute = (a) => a;" }],
    bindings: { hash: "none", functions, hooks: [] },
    host: null,
  };
}
