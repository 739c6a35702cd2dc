// What a process of its own costs. `node bench/isolation.mjs`, after a build.
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { loginArgs, loginScript } from "./login.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const ROUNDS = 8;
const RUNS = 250;
const AT_ONCE = 32;

const program = {
  entry: "login/bench",
  modules: [{ specifier: "login/bench", code: loginScript }],
  bindings: { hash: "", functions: [], hooks: [] },
  host: null,
};
const invocation = {
  hook: "onExecute",
  args: loginArgs,
  limits: { ...defaultLimits, timeoutMs: 2_000 },
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: [],
  realm: "acme",
};
const print = (name, value, unit = "us") => console.log(`${name} ${Number(value.toPrecision(4))} ${unit}`);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const subjects = {};
const times = {};
const rates = {};
for (const isolation of ["thread", "process"]) {
  const started = performance.now();
  const sandbox = await createSandbox({ engine, workers: 1, isolation });
  print(`${isolation}.start_ms`, performance.now() - started, "ms");
  const { image } = await sandbox.compile(program);
  const run = async () => {
    const outcome = await sandbox.execute(image, invocation);
    if (outcome.status !== "ok") throw new Error(outcome.error.message);
  };
  for (let i = 0; i < RUNS; i++) await run();
  subjects[isolation] = { sandbox, run };
  times[isolation] = [];
  rates[isolation] = [];
}
// Interleaved, so that a busy moment of the machine meets both.
for (let round = 0; round < ROUNDS; round++) {
  for (const [isolation, { run }] of Object.entries(subjects)) {
    for (let i = 0; i < RUNS; i++) {
      const started = performance.now();
      await run();
      times[isolation].push((performance.now() - started) * 1_000);
    }
    const started = performance.now();
    for (let i = 0; i < RUNS; i += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, run));
    rates[isolation].push((Math.ceil(RUNS / AT_ONCE) * AT_ONCE) / ((performance.now() - started) / 1_000));
  }
}
print("exec.thread.login_us", median(times.thread));
print("exec.process.login_us", median(times.process));
print("exec.process.adds_us", median(times.process) - median(times.thread));
print("thread.throughput_per_s", median(rates.thread), "per s");
print("process.throughput_per_s", median(rates.process), "per s");
for (const { sandbox } of Object.values(subjects)) await sandbox[Symbol.asyncDispose]();
