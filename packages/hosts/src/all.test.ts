import type { EffectScope, Host, RealmView } from "@scriptyard/host-kit";
import { createScriptChecker } from "@scriptyard/languages/checker";
import type { Json } from "@scriptyard/model";
import { afterAll, describe, expect, test } from "vitest";
import { hosts } from "./all.ts";
import { createTestSandbox, librariesOf, run, specifierOf } from "./testing/run.ts";

/** What every built-in host has to fulfil; a new host is tested by its line in `all.ts`. */
const sandbox = await createTestSandbox(hosts);
const checker = createScriptChecker({ timeoutMs: 60_000 });
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await checker[Symbol.asyncDispose]();
});

const realm: RealmView = {
  settings: { userAttributes: ["phone"] },
  timeZone: "Europe/Vienna",
  allowedHosts: ["pay.example.com"],
};

describe.each(hosts.map((host) => [host.id, host] as const))("host %s", (_id, host) => {
  const scripts = [
    ...host.defaults.map((script) => ({ ...script, specifier: specifierOf(script) })),
    ...host.templates.map((template) => ({ ...template, specifier: `templates/${template.id}` })),
  ];

  test("its declarations compile and know nothing of the DOM or Node", async () => {
    const source = "export const n: number = 1;\nexport const bad = [document, process, setTimeout];";
    const found = await check(host, { specifier: "test/empty", hook: null, language: "typescript", source });
    expect(found.map((finding) => finding.replace(/ .*/, ""))).toEqual(["2:21", "2:31", "2:40"]);
  });

  test.each(scripts.map((script) => [script.specifier, script] as const))(
    "%s type-checks clean",
    { timeout: 60_000 },
    async (_specifier, script) => {
      expect(await check(host, script)).toEqual([]);
    },
  );

  test.each(host.functions.map((fn) => [fn.name, fn] as const))(
    "the example of %s type-checks, runs, and its effects are valid",
    { timeout: 60_000 },
    async (name, fn) => {
      const hook = host.hooks.find((candidate) =>
        host.bindings(candidate.name).functions.some((open) => open.name === name),
      )!;
      const sample = scripts.find((script) => script.hook === hook.name && script.samples.length > 0)!
        .samples[0]!;
      const source = `const visitor = {};\nexport const ${hook.name}: ScriptyardHooks["${hook.name}"] = async (${fn.kind === "async" ? hook.params.map(({ name: param }) => param).join(", ") : ""}) => {\n${fn.example}\nreturn null as never;\n};`;
      const script = { specifier: "test/example", hook: hook.name, language: "typescript" as const, source };
      expect(await check(host, script)).toEqual([]);

      // Secrets, and hosts that may be called, are of a realm of a server.
      if (fn.part) return;
      const { hostContext, effects: scope } = host.scope(realm, sample.args);
      const outcome = await run(sandbox, host, script, sample.args, { hostContext, level: "development" });
      expect(outcome.status === "error" ? outcome.error : null).toBeNull();
      if (outcome.status !== "ok") return;
      expect(outcome.effects.map((effect) => effect.name)).toEqual(fn.kind === "effect" ? [name] : []);
      const withForm: EffectScope = { ...scope, answered: {} };
      for (const effect of outcome.effects)
        expect(host.validateEffect(hook.name, effect, withForm)).toEqual([]);
    },
  );

  test("every sample fits its hook", () => {
    for (const script of scripts)
      for (const sample of script.samples)
        expect({
          sample: `${script.specifier}: ${sample.name}`,
          issues: host.validateInput(script.hook!, sample.args),
        }).toEqual({
          sample: `${script.specifier}: ${sample.name}`,
          issues: [],
        });
  });

  test("every function is documented, allowed somewhere, and its bindings are plain JSON", () => {
    const reference = host.reference();
    expect(reference.functions.map((fn) => fn.name)).toEqual(host.functions.map((fn) => fn.name));
    for (const fn of reference.functions) {
      expect(fn.description.length).toBeGreaterThan(20);
      for (const param of fn.params)
        expect({ fn: fn.name, ...param, described: param.description !== "" }).toMatchObject({
          described: true,
        });
      expect(
        host.hooks.some((hook) => host.bindings(hook.name).functions.some((open) => open.name === fn.name)),
      ).toBe(true);
    }
    for (const hook of host.hooks) {
      const bindings = host.bindings(hook.name);
      expect(JSON.parse(JSON.stringify(bindings)) as Json).toEqual(bindings);
    }
  });

  test("what it opens is named by level, and `safe` opens least", () => {
    const [safe, production, development] = (["safe", "production", "development"] as const).map(
      (level) => new Set(host.capabilities(level)),
    );
    expect([...safe!].every((capability) => production!.has(capability))).toBe(true);
    expect([...production!].every((capability) => development!.has(capability))).toBe(true);
    expect(safe!.size).toBeLessThan(production!.size);
  });

  test("workers can load its host calls", async () => {
    const { hostCalls } = (await import(host.moduleUrl!)) as { hostCalls: object };
    expect(Object.keys(hostCalls)).toEqual(
      host.functions.filter((fn) => fn.kind === "host").map((fn) => fn.name),
    );
  });
});

type Checkable = {
  specifier: string;
  hook: string | null;
  language: "typescript" | "javascript";
  source: string;
};

async function check(
  host: Host,
  script: Checkable,
  settingsSchema?: { [key: string]: unknown },
): Promise<string[]> {
  const { text, hash } = host.declarations(settingsSchema ? { settingsSchema } : {});
  const libraries = [...librariesOf(host)]
    .filter(([specifier]) => specifier !== script.specifier)
    .map(([specifier, library]) => ({ specifier, ...library }));
  const found = await checker.check({
    declarations: text,
    declarationsHash: hash,
    entry: script,
    hook: script.hook,
    libraries,
  });
  return found.map((finding) => `${finding.line}:${finding.column} ${finding.code} ${finding.message}`);
}
