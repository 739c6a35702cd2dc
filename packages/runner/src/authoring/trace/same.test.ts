import { languageById } from "@scriptyard/languages";
import { createLocalWorkshop } from "@scriptyard/languages/workshop";
import { defaultLimits, type Outcome, readTrace } from "@scriptyard/model";
import { createSandbox, type Program, type Sandbox } from "@scriptyard/sandbox";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programs } from "../../testing/traced-programs.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ workers: 0 });
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const workshop = createLocalWorkshop();
const payer = { realm: "test", person: "ada" };
const limits = { ...defaultLimits, timeoutMs: 4_000, operationLimit: 20_000_000 };
const bindings: Program["bindings"] = { hash: "", functions: [], hooks: [] };

async function run(program: Program): Promise<Outcome | null> {
  const compiled = await sandbox.compile(program);
  if (compiled.status === "error") return null;
  const invocation = {
    hook: "onExecute",
    args: [{ n: 3 }],
    limits,
    seed: "s",
    clockMs: 0,
    capabilities: [],
    realm: "r",
  };
  return sandbox.execute(compiled.image, invocation);
}

/** What anybody can see of a run. Columns are the engine's guess, and differ by what it noted last. */
function seen(outcome: Outcome | null) {
  if (outcome === null) return null;
  const logs = outcome.logs.map(({ message, data, line }) => ({ message, data, line }));
  if (outcome.status === "ok") return { logs, result: outcome.result };
  const { type, name, message, stack } = outcome.error;
  const places = stack.map((frame) => `${frame.function ?? ""}:${frame.line}`);
  return { logs, type, name, message, places };
}

async function both(source: string) {
  const { code } = languageById("javascript").compile(source, "a/b");
  if (code === null) return null;
  const plain = { entry: "a/b", modules: [{ specifier: "a/b", code }], bindings, host: null };
  const made = (await workshop.instrument(
    { modules: [{ specifier: "a/b", language: "javascript", code }] },
    payer,
  ))!;
  const ran = await run(plain);
  const traced = await run({ ...plain, modules: made.modules, traced: true });
  return {
    plain: seen(ran),
    traced: seen(traced),
    trace: traced?.trace && readTrace(traced.trace, made.tables),
    text: made.modules[0]!.code,
  };
}

test("whatever a program does, it does the same when it is traced", async () => {
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(programs, async (source) => {
      const found = await both(source);
      if (found === null || found.plain === null) return;
      ran++;
      expect(found.traced, found.text).toEqual(found.plain);
      expect(found.trace).toMatchObject({ damaged: false, gap: null });
      expect(found.trace!.steps).toBeGreaterThan(0);
    }),
    { numRuns: Number(process.env.TRACE_RUNS ?? 300) },
  );
  // A generator that makes programs nobody can run would prove nothing.
  expect(ran).toBeGreaterThan(100);
}, 120_000);
