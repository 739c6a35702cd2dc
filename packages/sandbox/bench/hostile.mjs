// How long answers take when scripts do their worst, and how soon the pool is whole again. `node bench/hostile.mjs`, after a
// build; SCRIPTYARD_ISOLATION=process for threads in a process of their own. The budget of an answer is timeout × 1.5 +
// 75 ms, from the call to the answer.
import { readdirSync, readFileSync } from "node:fs";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { print } from "./figures.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const TIMEOUT_MS = 100;
const COMPILE_MS = 300;
const topLevel = { timeoutMs: TIMEOUT_MS, operationLimit: defaultLimits.operationLimit };
const budgetOf = (timeoutMs) => timeoutMs * 1.5 + 75;

const folder = new URL("../test/hostile/", import.meta.url);
const hostModules = { probe: new URL("../test/probe-host.mjs", import.meta.url).href };
const functions = ["add", "sum", "fail"].map((name) => ({
  name: `probe.${name}`,
  kind: "host",
  capability: "probe",
  params: [{ name: "value", schema: {}, optional: true }],
}));
functions.push({
  name: "probe.note",
  kind: "effect",
  capability: "probe",
  params: [{ name: "text", schema: { type: "string" }, optional: false }],
});
const bindings = {
  hash: "bench",
  functions,
  hooks: [{ name: "onExecute", params: ["context", "form"], methods: {} }],
};
const program = (code) => ({
  entry: "hostile/program",
  modules: [{ specifier: "hostile/program", code }],
  bindings,
  host: "probe",
});
const invocation = (limits = {}) => ({
  hook: "onExecute",
  args: [{}, null],
  limits: { ...defaultLimits, timeoutMs: TIMEOUT_MS, ...limits },
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: ["probe"],
  realm: "acme",
});
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const isolation = process.env.SCRIPTYARD_ISOLATION ?? "thread";
// The same programs end engines over and over here: that they would be held back is not what is measured.
const settings = { workers: 1, hostModules, compileTimeoutMs: COMPILE_MS, engineLossLimit: 0 };
const sandbox = await createSandbox({ engine, isolation, ...settings });
await answers();
await replacement();
await sandbox[Symbol.asyncDispose]();

async function answers() {
  const times = [];
  let over = 0;
  const timed = async (timeoutMs, act) => {
    // The spare of the last kill may still boot: on an idle machine it is there before a person's next request.
    await whole();
    const started = performance.now();
    const result = await act();
    const ms = performance.now() - started;
    times.push((ms / budgetOf(timeoutMs)) * budgetOf(TIMEOUT_MS));
    if (ms > budgetOf(timeoutMs)) over++;
    return result;
  };
  const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
  for (const name of names) {
    const code = readFileSync(new URL(name, folder), "utf8");
    // A parser that is kept busy has the time of a compile; a top level has the script's.
    const compileMs = name.includes("top-level") ? TIMEOUT_MS : COMPILE_MS;
    const compiled = await timed(compileMs, () => sandbox.compile(program(code), { limits: topLevel }));
    if (compiled.status === "ok")
      await timed(TIMEOUT_MS, () => sandbox.execute(compiled.image, invocation()));
  }
  times.sort((a, b) => a - b);
  print("hostile.programs", names.length, "programs");
  // Compile times are scaled to the same budget.
  print("hostile.budget_ms", budgetOf(TIMEOUT_MS), "ms");
  print("hostile.answer_p50_ms", at(times, 0.5), "ms");
  print("hostile.answer_p99_ms", at(times, 0.99), "ms");
  print("hostile.answer_max_ms", times.at(-1), "ms");
  print("hostile.over_budget", over, "answers");
}

/** A run in native code is ended from outside: how soon is the next answered, how soon are all threads there again? */
async function replacement() {
  const native = "export function onExecute() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1) }";
  const hang = await sandbox.compile(program(native));
  const quick = await sandbox.compile(program("export const onExecute = () => 1;"));
  const [next, replaced] = [[], []];
  for (let i = 0; i < 15; i++) {
    await whole();
    await sandbox.execute(hang.image, invocation({ timeoutMs: 20 }));
    const killed = performance.now();
    const outcome = await sandbox.execute(quick.image, invocation({ timeoutMs: 1_000 }));
    if (outcome.status !== "ok") throw new Error(`the run after a kill failed: ${outcome.error.message}`);
    next.push(performance.now() - killed);
    await whole();
    replaced.push(performance.now() - killed);
  }
  for (const list of [next, replaced]) list.sort((a, b) => a - b);
  print("pool.next_after_kill_ms", at(next, 0.5), "ms");
  print("pool.replace_ms", at(replaced, 0.5), "ms");
}

/** The worker and its spare are there. */
async function whole() {
  const ready = () => sandbox.stats().perWorker.filter((worker) => worker.state !== "starting").length;
  while (ready() < 2) await new Promise((resolve) => setTimeout(resolve, 1));
}
