import { readTrace, type TraceTables } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../../testing/lab.ts";
import { onCall } from "../../testing/trigger-scripts.ts";
import type { TraceResult } from "./trace.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const failing = onCall(`  let total = 0;
  for (const price of [5, -9, 3]) {
    total = add(total, price);
    log.info("total", total);
  }
  if (total < 0) throw new Error("below zero: " + total);
  return total;
}

function add(sum: number, price: number): number {
  return sum + price;`);

async function failed(lab: Lab, source = failing) {
  const { scriptId } = await lab.publish("tools/sum", source, { hook: "onCall" });
  const call = { realm: "test", module: "tools", name: "sum", args: [{}] };
  return { scriptId, execution: await lab.runner.execute(call, actor) };
}

/** The trace as the console reads it. */
function read({ trace, tables }: TraceResult) {
  const modules = tables.modules.map((specifier) => ({ specifier, shifts: [] }));
  const known: TraceTables = { ...tables, modules };
  const steps = readTrace(trace!, known);
  return {
    steps,
    lines: [...steps.site].map((site) => known.sites[site]!.line),
    /** What was written to a variable, in order. */
    values: (name: string) =>
      [...steps.writes.variable].flatMap((variable, i) =>
        known.variables[variable]!.name === name ? [steps.writes.value[i]] : [],
      ),
  };
}

test("a recorded failure is traced on the text that ran, with the author's places, and leaves no record", async () => {
  await using lab = await openLab(machines);
  const { scriptId, execution } = await failed(lab);
  expect(execution).toMatchObject({ status: "error", error: { message: "below zero: -1" } });
  await lab.republish(scriptId, onCall("  return 0;"));
  const rows = async () =>
    (await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 10, cursor: null })).items;
  const before = await rows();
  const traced = await lab.runner.trace({ executionId: execution.id, seesSeeds: true }, actor);
  await lab.recorder.flush();
  expect(await rows()).toEqual(before);
  expect(traced).toMatchObject({ status: "error", diverged: [], sameNumbers: true });
  expect(traced.error).toEqual({ ...execution.error, stack: traced.error!.stack });
  expect(traced.error!.stack.map(({ line }) => line)).toEqual(execution.error!.stack.map(({ line }) => line));
  expect(traced.texts).toEqual([{ specifier: "tools/sum", language: "typescript", text: failing }]);
  const { lines, values, steps } = read(traced);
  expect(lines).toEqual([2, 3, 3, 4, 12, 5, 3, 4, 12, 5, 3, 4, 12, 5, 7, 7]);
  expect(values("total")).toEqual([0, 5, -4, -1]);
  expect(values("price").slice(0, 2)).toEqual([5, 5]);
  expect(steps.marks.map(({ kind, step }) => [kind, lines[step]])).toEqual([
    ["log", 5],
    ["log", 5],
    ["log", 5],
  ]);
});

test("numbers that a live run drew are shown to who may see seeds; for others it says that it did something else", async () => {
  await using lab = await openLab(machines);
  const { execution } = await failed(lab, onCall("  const drawn = Math.random();\n  return drawn;"));
  const shown = await lab.runner.trace({ executionId: execution.id, seesSeeds: true }, actor);
  expect(read(shown).values("drawn")).toEqual([execution.result]);
  const other = await lab.runner.trace({ executionId: execution.id }, actor);
  expect(other).toMatchObject({ trace: null, sameNumbers: false, diverged: [{ what: "result" }] });
  expect(other.diverged[0]!.recorded).toBe(JSON.stringify(execution.result));
});

test("what was tried is traced with its own numbers, whoever asks", async () => {
  await using lab = await openLab(machines);
  const { scriptId } = await lab.publish("tools/sum", onCall("  return 0;"), { hook: "onCall" });
  const source = onCall("  const drawn = Math.random();\n  return drawn;");
  const tried = await lab.runner.preview({ scriptId, source, args: [{}] }, actor);
  const traced = await lab.runner.trace({ executionId: tried.id }, actor);
  expect(traced).toMatchObject({ diverged: [], texts: [{ text: source }] });
  expect(read(traced).values("drawn")).toEqual([tried.result]);
});

test("answers of the host are those that were recorded, and a library is traced in its own text", async () => {
  await using lab = await openLab(machines);
  await lab.publish("shared/double", "export function double(n: number) {\n  return n * 2;\n}\n", {
    hook: null,
  });
  const source = `import { double } from "shared/double";
export async function onCall(params: ToolParams): Promise<Json> {
  const kept = await state.get("n");
  return double(Number(kept ?? 21));
}
`;
  const { execution } = await failed(lab, source);
  expect(execution).toMatchObject({ status: "ok", result: 42 });
  const traced = await lab.runner.trace({ executionId: execution.id, seesSeeds: true }, actor);
  expect(traced).toMatchObject({
    diverged: [],
    tables: { modules: expect.arrayContaining(["shared/double"]) },
  });
  expect(traced.texts.map(({ specifier }) => specifier)).toEqual(["tools/sum", "shared/double"]);
  const { steps } = read(traced);
  const modules = [...steps.site].map(
    (site) => traced.tables.modules[traced.tables.functions[traced.tables.sites[site]!.fn]!.module],
  );
  expect(modules).toEqual(["tools/sum", "tools/sum", "shared/double"]);
  expect(steps.marks).toMatchObject([{ kind: "call", step: 0 }]);
});

test("a loop that never ends is traced until its budget ends it", async () => {
  await using lab = await openLab(machines);
  const endless = onCall("  let n = 0;\n  for (;;) n++;\n  return n;");
  const { scriptId } = await lab.publish("tools/sum", endless, { hook: "onCall" });
  await lab.runner.updateSettings(scriptId, { limits: { operationLimit: 20_000 } }, actor);
  // Settings go live with a version.
  await lab.republish(scriptId);
  const call = { realm: "test", module: "tools", name: "sum", args: [{}] };
  const execution = await lab.runner.execute(call, actor);
  expect(execution).toMatchObject({ error: { type: "operation_limit" } });
  const traced = await lab.runner.trace({ executionId: execution.id }, actor);
  expect(traced).toMatchObject({ status: "error", diverged: [] });
  expect(read(traced).steps.steps).toBeGreaterThan(10_000);
});

test("a limit that the record met is told, and is no divergence where the traced run goes past it", async () => {
  await using lab = await openLab(machines);
  const long = onCall('  log.info("begun");\n  let n = 0;\n  while (n < 20_000) n++;\n  return n;');
  const { scriptId, execution: whole } = await failed(lab, long);
  const operationLimit = Math.floor(0.9 * whole.metrics.operations);
  await lab.runner.updateSettings(scriptId, { limits: { operationLimit } }, actor);
  await lab.republish(scriptId);
  const call = { realm: "test", module: "tools", name: "sum", args: [{}] };
  const execution = await lab.runner.execute(call, actor);
  expect(execution).toMatchObject({ error: { type: "operation_limit" } });
  const traced = await lab.runner.trace({ executionId: execution.id }, actor);
  expect(traced).toMatchObject({ status: "ok", diverged: [], recordedStop: execution.error });
  expect(read(traced).values("n").at(-1)).toBe(20_000);
});

test("there is no trace of what is not recorded any more", async () => {
  await using lab = await openLab(machines);
  const missing = lab.runner.trace({ executionId: "exe_01ARZ3NDEKTSV4RRFFQ69G5FAV" }, actor);
  await expect(missing).rejects.toMatchObject({ code: "not_found" });
});
