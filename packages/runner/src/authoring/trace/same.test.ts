import { languageById } from "@scriptyard/languages";
import { createLocalWorkshop } from "@scriptyard/languages/workshop";
import { defaultLimits, type Outcome, readTrace } from "@scriptyard/model";
import { createSandbox, type Program, type Sandbox } from "@scriptyard/sandbox";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callPrograms, programs } from "../../testing/traced-programs.ts";

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
    trace: traced?.trace && {
      ...readTrace(traced.trace, made.tables),
      names: made.tables.functions.map(({ name }) => name),
    },
    logs: traced?.logs ?? [],
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

test("every step is as deep as the program itself counts", async () => {
  let deep = 0;
  await fc.assert(
    fc.asyncProperty(callPrograms, async (source) => {
      const { plain, traced, trace, text, logs } = (await both(source))!;
      expect(traced, text).toEqual(plain);
      const told = trace!.marks.map(({ index, step }) => [logs[index]!.data, trace!.depth[step]]);
      expect(told, text).toEqual(logs.map(({ data }) => [data, (data as number[])[0]]));
      deep = Math.max(deep, ...trace!.depth);
    }),
    { numRuns: Number(process.env.TRACE_RUNS ?? 150) },
  );
  expect(deep).toBeGreaterThan(3);
}, 120_000);

test("calls within one expression are side by side, whoever makes them", async () => {
  const { trace } = (await both(`export async function onExecute() {
const fib = (n) => { if (n < 2) return n; return fib(n - 1) + fib(n - 2) }
const double = async (n) => { await null; const twice = n * 2; await null; return twice }
const three = () => two(); const two = () => one(); const one = () => { throw new Error("x") }
try { three() } catch {}
const odd = [1, 2, 3].map(function mapped(n) { return n % 2 })
return [fib(5), odd, await Promise.all([1, 2].map(double))]
}`))!;
  const callers = [...trace!.calls.caller];
  const names = callers.map((_, call) => trace!.names[trace!.calls.fn[call]!] ?? "");
  const by = (name: string) =>
    callers.filter((_, call) => names[call] === name).map((caller) => names[caller]);
  expect(by("fib").filter((name) => name === "onExecute")).toHaveLength(1);
  expect(by("fib")).toHaveLength(15);
  expect([by("three"), by("two"), by("one")]).toEqual([["onExecute"], ["three"], ["two"]]);
  expect(by("mapped")).toEqual(["onExecute", "onExecute", "onExecute"]);
  expect(by("double")).toEqual(["onExecute", "onExecute"]);
  expect(Math.max(...trace!.depth)).toBe(6);
});
