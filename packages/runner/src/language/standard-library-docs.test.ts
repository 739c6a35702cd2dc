import { readFileSync } from "node:fs";
import { linkLibraries, programModules } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { expect, test } from "vitest";

/** What the document says is checked and run as it stands there, and answers what its comments say. */
const document = readFileSync(new URL("../../../../docs/standard-library.md", import.meta.url), "utf8");
const blocks = [...document.matchAll(/## ([^\n]+)\n(?:(?!## )[\s\S])*?```ts\n([\s\S]*?)```/g)].map(
  ([, title, source]) => ({
    title: title!,
    source: source!,
  }),
);

test("every block is here", () => {
  expect(blocks).toHaveLength(document.match(/```ts\n/g)!.length);
});

test.each(["quickjs-ng", "quickjs"] as const)("%s answers what the comments say", async (engine) => {
  await using sandbox = await createSandbox({ engine, workers: 0, hostModules: {} });
  await using checker = createScriptChecker();
  for (const { title, source } of blocks) {
    const entry = { specifier: "docs/block", language: "typescript" as const, source };
    const linked = linkLibraries({ entry, resolve: () => null });
    expect([title, linked.diagnostics]).toEqual([title, []]);
    const types = {
      declarations: "interface ScriptyardHooks {}",
      declarationsHash: "docs",
      hook: null,
      libraries: [],
    };
    expect([title, await checker.check({ ...types, entry })]).toEqual([title, []]);
    const bindings = { hash: "docs", functions: [], hooks: [{ name: "onExecute", params: [], methods: {} }] };
    const program = { entry: entry.specifier, modules: programModules(linked), bindings, host: null };
    const compiled = await sandbox.compile(program);
    if (compiled.status !== "ok") throw new Error(`${title}: ${compiled.error.message}`);
    const outcome = await sandbox.execute(compiled.image, {
      hook: "onExecute",
      args: [],
      limits: { ...defaultLimits, timeoutMs: 5_000 },
      seed: "docs",
      clockMs: 1_700_000_000_000,
      capabilities: [],
      realm: "docs",
    });
    if (outcome.status !== "ok") throw new Error(`${title}: ${outcome.error.message}`);
    const said = [...source.matchAll(/\/\/ (.+)$/gm)].map(([, text]) => JSON.parse(text!) as unknown);
    // A space that keeps a sum and its sign together is written as a plain one in the document.
    const result = JSON.parse(JSON.stringify(outcome.result).replaceAll("\u00a0", " ")) as unknown;
    const values = said.length === 1 ? [result] : Object.values(result as object);
    expect([title, values]).toEqual([title, said]);
  }
});
