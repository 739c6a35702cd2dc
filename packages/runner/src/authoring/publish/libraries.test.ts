import type { Diagnostic, Fault } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, sampleContext, startMachines } from "../../testing/lab.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
});
afterEach(() => lab[Symbol.asyncDispose]());

const library = { hook: null } as const;
const greet = (word: string) =>
  `export function greet(name: string): string {\n  return "${word} " + name;\n}\n`;
const user = `import { greet } from "shared/words";

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  log.info(greet("Maria"));
  return { action: "continue" };
}
`;
const create = (specifier: string, source: string, hook: string | null = null) => {
  const [module = "", name = ""] = specifier.split("/");
  return lab.runner.createScript(
    { realm: "test", module, name, hook, language: "typescript", source },
    actor,
  );
};
const args = () => [sampleContext(machines.host), null];
const greeting = async () => {
  const run = await lab.runner.execute({ realm: "test", module: "login", name: "user", args: args() }, actor);
  return run.logs[0]?.message;
};
const refusedBy = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("expected a fault");
    },
    (error: Fault) => (error.details as { diagnostics: Diagnostic[] }).diagnostics,
  );

describe("libraries", () => {
  test("a script is bound to the version it was published with, until it is published again", async () => {
    const words = await lab.publish("shared/words", greet("Hello"), library);
    const { scriptId, version } = await lab.publish("login/user", user);
    expect(version.libraries).toMatchObject([
      { specifier: "shared/words", version: 1, sha256: words.version.sha256 },
    ]);
    expect(await greeting()).toBe("Hello Maria");
    await lab.republish(words.scriptId, greet("Servus"));
    expect(await greeting()).toBe("Hello Maria");
    const again = await lab.republish(scriptId);
    expect(again.libraries).toMatchObject([{ version: 2 }]);
    expect(await greeting()).toBe("Servus Maria");
    await lab.runner.rollback({ scriptId, toVersion: 1, note: "back" }, actor);
    expect(await greeting()).toBe("Hello Maria");
  });

  test("a preview takes live libraries, or drafts when the author chooses", async () => {
    const words = await lab.publish("shared/words", greet("Hello"), library);
    await lab.save(words.scriptId, greet("Draft"));
    const { script } = await create("login/user", user, "onExecute");
    const live = await lab.runner.preview({ scriptId: script.id, args: args() }, actor);
    expect(live.logs[0]?.message).toBe("Hello Maria");
    const drafts = await lab.runner.preview(
      { scriptId: script.id, args: args(), libraryDrafts: true },
      actor,
    );
    expect(drafts.logs[0]?.message).toBe("Draft Maria");
  });

  test("a library that was never published is a finding with the remedy", async () => {
    await create("shared/words", greet("Hello"));
    const { script, draft } = await create("login/user", user, "onExecute");
    const found = await refusedBy(
      lab.runner.publish({ scriptId: script.id, note: "x", revision: draft.revision }, actor),
    );
    expect(found).toEqual([
      expect.objectContaining({
        line: 1,
        source: "library",
        message: expect.stringMatching(/never published/),
        remedy: expect.stringMatching(/Publish shared\/words first/),
      }),
    ]);
    const preview = await lab.runner.preview({ scriptId: script.id, args: args() }, actor);
    expect(preview).toMatchObject({
      status: "error",
      errorType: "compilation",
      error: { stack: [{ file: "login/user", line: 1 }] },
    });
  });

  test("unknown libraries, unknown names, scripts and packages are findings", async () => {
    await lab.publish("shared/words", greet("Hello"), library);
    await create("login/other", user, "onExecute");
    const check = async (line: string) => {
      const source = `${line}\n${user.replace(/^import.*\n/, "").replace('greet("Maria")', "1")}`;
      const known = await lab.store.scripts.byName(lab.realm.id, "login", "user");
      const scriptId = known?.id ?? (await create("login/user", user, "onExecute")).script.id;
      return (await lab.runner.check({ scriptId, source }, actor)).filter(
        (d) => d.line === 1 && d.severity === "error",
      );
    };
    const [unknown] = await check('import { greet } from "shared/wrods";');
    expect(unknown).toMatchObject({ source: "library", remedy: 'Did you mean "shared/words"?' });
    const [name] = await check('import { great } from "shared/words";');
    expect(name?.message).toMatch(/does not export `great`/);
    const [script] = await check('import { onExecute as o } from "login/other";');
    expect(script?.message).toMatch(/is a script with the hook onExecute/);
    expect(await check('import fs from "node:fs";')).not.toEqual([]);
    expect(await check('import { greet } from "shared/words";')).toEqual([]);
  });

  test("libraries that import each other in a circle are refused", async () => {
    const a = await lab.publish("shared/a", "export const a = 1;\n", library);
    await lab.publish("shared/b", 'import { a } from "shared/a";\nexport const b = a;\n', library);
    await lab.save(a.scriptId, 'import { b } from "shared/b";\nexport const a = b;\n');
    const found = await refusedBy(lab.republish(a.scriptId));
    expect(found.map((d) => d.message).join()).toMatch(/shared\/a → shared\/b → shared\/a/);
  });

  test("a library of a library is pinned too", async () => {
    await lab.publish("shared/base", 'export const word = "Grüß Gott";\n', library);
    await lab.publish(
      "shared/words",
      `import { word } from "shared/base";\nexport const greet = (name: string) => word + " " + name;\n`,
      library,
    );
    const { version } = await lab.publish("login/user", user);
    expect(version.libraries.map((pin) => pin.specifier)).toEqual(["shared/base", "shared/words"]);
    expect(await greeting()).toBe("Grüß Gott Maria");
  });

  test("an error inside a library shows the library's line", async () => {
    await lab.publish(
      "shared/words",
      "export function greet(name: string): string {\n  throw new RangeError(name);\n}\n",
      library,
    );
    await lab.publish("login/user", user);
    const run = await lab.runner.execute(
      { realm: "test", module: "login", name: "user", args: args() },
      actor,
    );
    expect(run.error?.stack.slice(0, 2)).toMatchObject([
      { file: "shared/words", line: 2, function: "greet" },
      { file: "login/user", line: 4, function: "onExecute" },
    ]);
  });

  test("a draft flow walks the drafts of libraries, as they were at the start", async () => {
    const words = await create("shared/words", greet("Hello"));
    const asks = user
      .replace(
        'log.info(greet("Maria"));',
        'if (form === null) return { action: "challenge", block: { parts: [{ type: "text", text: greet("Maria") }] } };\n  claimsNote(greet("again"));',
      )
      .replace(
        "export function",
        'const claimsNote = (text: string) => flow.set("said", text);\n\nexport function',
      );
    await create("login/user", asks, "onExecute");
    await lab.flow("login", [{ name: "user", kind: "decision" }], [["user", "done"]]);
    const asked = await lab.start("login", {}, "draft");
    expect(asked.block?.parts[0]).toMatchObject({ text: "Hello Maria" });
    await lab.save(words.script.id, "export const nothing = 1;\n");
    expect(await lab.submit(asked, {})).toMatchObject({ action: "done" });
  });
});
