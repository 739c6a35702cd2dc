import type { Json, Outcome, SecurityLevel } from "@scriptyard/model";
import { afterAll, describe, expect, test } from "vitest";
import { createTestSandbox, run } from "../testing/run.ts";
import { demoRealm } from "./demo/index.ts";
import { identity } from "./index.ts";

const sandbox = await createTestSandbox([identity]);
afterAll(() => sandbox[Symbol.asyncDispose]());

const sample = identity.defaults.find((script) => script.name === "risk-check")!.samples[0]!;
const { hostContext } = identity.scope(demoRealm, sample.args);

/** Runs the body of an `onExecute`; what it returns is the result. */
async function execute(body: string, options: { level?: SecurityLevel; form?: Json } = {}): Promise<Outcome> {
  const source = `export function onExecute(context, form) {\n${body}\n}`;
  const script = { specifier: "test/run-time", hook: "onExecute", language: "javascript" as const, source };
  const args = [sample.args[0]!, options.form ?? null];
  return await run(sandbox, identity, script, args, {
    hostContext,
    ...(options.level ? { level: options.level } : {}),
  });
}

describe("what the declarations promise is there", () => {
  test("every function of the host, and the built-ins", async () => {
    const names = [
      ...identity
        .bindings("onExecute")
        // No level has it by itself.
        .functions.filter((fn) => fn.capability !== "secrets.value")
        .map((fn) => fn.name),
      "log.debug",
      "log.info",
      "log.warn",
      "log.error",
      "console.log",
      "console.error",
      "random",
    ];
    const outcome = await execute(`return [${names.map((name) => `typeof ${name}`).join(", ")}];`, {
      form: {},
    });
    expect(outcome).toMatchObject({ status: "ok", result: names.map(() => "function") });
  });

  test("`form` carries `fail`, which is no field", async () => {
    const outcome = await execute(`form.fail("code", "No."); return Object.keys(form);`, {
      form: { code: "1" },
    });
    expect(outcome).toMatchObject({
      status: "ok",
      result: ["code"],
      effects: [{ name: "form.fail", args: ["code", "No."] }],
    });
  });

  test("random() is seeded", async () => {
    const numbers = async () => {
      const outcome = await execute("return [random(), Math.random()];");
      return outcome.status === "ok" ? outcome.result : outcome.error;
    };
    expect(await numbers()).toEqual(await numbers());
  });
});

describe("a bad argument is a TypeError at the author's line", () => {
  test.each([
    ['flow.set("1 bad key", 1);', /flow\.set.*key/],
    ["flow.set(42, 1);", /flow\.set.*key.*string/],
    ["session.maxAge(5);", /session\.maxAge.*seconds.*60/],
    ['user.requireFactor("topt");', /user\.requireFactor.*kind/],
    ['flow.redirect("http://pay.acme.example");', /flow\.redirect.*url/],
    ['ip.inRange("999.1.1.1", "10.0.0.0/8");', /ip\.inRange.*ip.*999\.1\.1\.1/],
    ['time.inZone(context.realm.now, "Europe/Vienne");', /time\.inZone.*zone.*Europe\/Vienne/],
    ['hash.bucket("x", 0);', /hash\.bucket.*n/],
    ["email.domain();", /email\.domain.*email/],
  ])("%s", async (statement, message) => {
    const outcome = await execute(`const before = 1;\n${statement}\nreturn before;`);
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "execution", name: "TypeError", message: expect.stringMatching(message) },
    });
    if (outcome.status === "error")
      expect(outcome.error.stack[0]).toMatchObject({ file: "test/run-time", line: 3 });
  });

  test("and can be caught", async () => {
    const outcome = await execute(
      'try { email.domain("x"); } catch (error) { return error instanceof TypeError && error.message; }',
    );
    expect(outcome).toMatchObject({
      status: "ok",
      result: expect.stringContaining("is not an e-mail address"),
    });
  });
});

test("`safe` has neither claims nor events, but can still decide and compute", async () => {
  const outcome = await execute(
    'flow.set("n", hash.bucket("x", 2)); return [typeof claims, typeof events, typeof flow.redirect];',
    { level: "safe" },
  );
  expect(outcome).toMatchObject({ status: "ok", result: ["undefined", "undefined", "undefined"] });
});

test("a wrong result is explained with its path and what is allowed", async () => {
  const outcome = await execute('return { action: "contine" };');
  expect(outcome.status === "ok" && identity.validateResult("onExecute", outcome.result)).toEqual([
    {
      path: "result.action",
      message:
        '"contine" is not allowed; expected "continue", "challenge" or "reject" (did you mean "continue"?)',
    },
  ]);
});

test("the declarations are as last reviewed", async () => {
  const { text } = identity.declarations({ settingsSchema: demoRealm.settingsSchema });
  await expect(text).toMatchFileSnapshot("../../test/golden/identity.d.ts");
});
