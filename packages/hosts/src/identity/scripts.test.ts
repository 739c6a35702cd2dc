import { createScriptChecker } from "@scriptyard/languages/checker";
import type { HostAnswer, Json, Outcome } from "@scriptyard/model";
import { afterAll, describe, expect, test } from "vitest";
import { createTestSandbox, librariesOf, run, specifierOf } from "../testing/run.ts";
import { demoRealm } from "./demo/index.ts";
import { identity } from "./index.ts";

const sandbox = await createTestSandbox([identity]);
afterAll(() => sandbox[Symbol.asyncDispose]());

const scripts = [
  ...identity.defaults.map((script) => ({ ...script, specifier: specifierOf(script) })),
  ...identity.templates.map((template) => ({ ...template, specifier: `templates/${template.id}` })),
].filter((script) => script.hook !== null);

/** What each script does with each of its samples, in a file that a reviewer can read. */
const report: string[] = [];

describe.each(scripts.map((script) => [script.specifier, script] as const))("%s", (specifier, script) => {
  test.each(script.samples.map((sample) => [sample.name, sample] as const))(
    "%s",
    { timeout: 30_000 },
    async (name, sample) => {
      const { hostContext, effects: scope } = identity.scope(demoRealm, sample.args);
      const outcome = await run(sandbox, identity, script, sample.args, { hostContext });
      expect(outcome.status === "error" ? outcome.error : null).toBeNull();
      if (outcome.status !== "ok") return;
      expect(identity.validateResult(script.hook!, outcome.result)).toEqual([]);
      expect(
        outcome.effects.flatMap((effect) => identity.validateEffect(script.hook!, effect, scope)),
      ).toEqual([]);
      report.push(`${specifier} · ${name}\n    ${describeOutcome(outcome)}\n`);
    },
  );
});

test("outcomes of all samples are as last reviewed", async () => {
  expect(report).toHaveLength(scripts.flatMap((script) => script.samples).length);
  await expect(report.join("")).toMatchFileSnapshot("../../test/golden/outcomes.txt");
});

test("the demo realm's own settings type leaves the default scripts clean too", {
  timeout: 60_000,
}, async () => {
  await using checker = createScriptChecker({ timeoutMs: 60_000 });
  const { text, hash } = identity.declarations({ settingsSchema: demoRealm.settingsSchema });
  for (const script of scripts) {
    const libraries = [...librariesOf(identity)].map(([library, source]) => ({
      specifier: library,
      ...source,
    }));
    const found = await checker.check({
      declarations: text,
      declarationsHash: hash,
      entry: script,
      hook: script.hook,
      libraries,
    });
    expect({ script: script.specifier, found }).toEqual({ script: script.specifier, found: [] });
  }
});

describe("a whole login in one script", () => {
  const script = scripts.find(({ specifier }) => specifier === "templates/one-script-login")!;
  const [context] = script.samples.find((sample) => sample.name === "New device")!.args;
  /** Runs it with these forms submitted, one after the other; codes are those of previews. */
  const walk = async (forms: { [name: string]: string | boolean }[]) => {
    const args = [context!, null];
    const { hostContext } = identity.scope(demoRealm, args);
    let hostAnswers: HostAnswer[] = [];
    for (let step = 0; ; step++) {
      const outcome = await run(sandbox, identity, script, args, {
        hostContext,
        forms: forms.slice(0, step),
      });
      if (outcome.status !== "ok") throw new Error(outcome.error.message);
      hostAnswers = outcome.hostAnswers ?? [];
      const result = outcome.result as { [member: string]: Json };
      if (step === forms.length || result.action !== "challenge") return { outcome, result, hostAnswers };
      expect(identity.validateAnswer("flow.challenge", forms[step]!)).toEqual([]);
    }
  };
  const address = { email: " Maria@Example.com " };

  test("asks for address, code and device, and goes on", async () => {
    const { outcome, result } = await walk([
      { email: "other@example.com" },
      address,
      { code: "1" },
      { code: "123456" },
      { remember: true },
    ]);
    expect(result).toEqual({ action: "continue" });
    expect(outcome.effects).toEqual([
      { name: "form.fail", args: ["email", "We do not know this address."] },
      { name: "form.fail", args: ["code", expect.any(String)] },
      { name: "user.requireFactor", args: ["email"] },
      { name: "flow.set", args: ["signedInAs", address.email.trim().toLowerCase()] },
      { name: "flow.set", args: ["rememberDevice", true] },
    ]);
  });

  test("refuses a code that is too old", async () => {
    expect((await walk([address, { code: "000000" }])).result).toMatchObject({ code: "code-expired" });
  });
});

function describeOutcome(outcome: Extract<Outcome, { status: "ok" }>): string {
  const effects = outcome.effects.map(
    (effect) => `${effect.name}(${effect.args.map((arg) => shorten(JSON.stringify(arg))).join(", ")})`,
  );
  return [shorten(JSON.stringify(outcome.result), 300), ...effects].join("\n    ");
}

function shorten(text: string, length = 90): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
