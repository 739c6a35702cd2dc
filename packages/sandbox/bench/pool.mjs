// Runs through worker threads under load: one thread and two, and two threads on one core and on two, interleaved.
// `node bench/pool.mjs`, after a build.
import { execFileSync } from "node:child_process";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { median, print } from "./figures.mjs";
import { loginInputs, loginScript } from "./login.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const limits = { ...defaultLimits, timeoutMs: 5_000 };
const RUNS = 2_000;
const IN_FLIGHT = 32;
const ROUNDS = 9;

// About 100 µs of guest time: with much less, what is measured is the thread that asks.
const heavy = `${loginScript.replace("export function onExecute", "function once")}
export function onExecute(context, form) { let last; for (let i = 0; i < 20; i++) last = once(context, form); return last }`;

async function rig(workers) {
  const sandbox = await createSandbox({ engine, workers });
  const images = {};
  for (const [name, code] of Object.entries({ login: loginScript, heavy })) {
    const program = {
      entry: `login/${name}`,
      modules: [{ specifier: `login/${name}`, code }],
      bindings: { hash: "", functions: [], hooks: [] },
      host: null,
    };
    const result = await sandbox.compile(program);
    if (result.status !== "ok") throw new Error(result.error.message);
    images[name] = result.image;
  }
  return { sandbox, images };
}

/** Runs per second, of realms in turn, with so many at a time. */
async function perSecond({ sandbox, images }, name, runs, inFlight) {
  let next = 0;
  const one = async () => {
    while (next < runs) {
      const i = next++;
      const outcome = await sandbox.execute(images[name], {
        hook: "onExecute",
        args: loginInputs[i % loginInputs.length],
        limits,
        seed: "bench",
        clockMs: 1_700_000_000_000,
        capabilities: [],
        realm: `realm-${i % 4}`,
      });
      if (outcome.status !== "ok") throw new Error(outcome.error.message);
    }
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, one));
  const rate = (runs / (performance.now() - started)) * 1_000;
  const { user, system } = process.cpuUsage(cpu);
  cpuUs[name][sandbox.stats().workers - 1].push((user + system) / runs);
  return rate;
}

/** Processor time of one run, all threads together: it says what scaling could be where others use the machine too. */
const cpuUs = { login: [[], []], heavy: [[], []] };
/** All threads of this process on so many cores; false where the system has no `taskset`. */
function onCores(list) {
  try {
    execFileSync("taskset", ["-a", "-c", "-p", list, String(process.pid)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const one = await rig(1);
const two = await rig(2);
const found = {
  login: { one: [], two: [], core: [] },
  heavy: { one: [], two: [], core: [] },
  alone: [],
};
for (let round = 0; round < ROUNDS; round++) {
  for (const name of ["login", "heavy"]) {
    found[name].one.push(await perSecond(one, name, RUNS, IN_FLIGHT));
    found[name].two.push(await perSecond(two, name, RUNS, IN_FLIGHT));
    if (!onCores("0")) continue;
    found[name].core.push(await perSecond(two, name, RUNS, IN_FLIGHT));
    onCores("0-1");
  }
  found.alone.push(await perSecond(one, "login", RUNS / 4, 1));
}
const { login, heavy: slow } = found;
print("pool.throughput_1_per_s", median(login.one), "runs/s");
print("pool.throughput_2_per_s", median(login.two), "runs/s");
print("pool.heavy.throughput_1_per_s", median(slow.one), "runs/s");
print("pool.heavy.throughput_2_per_s", median(slow.two), "runs/s");
// Two cores against one; the owner's thread needs its share of them too.
if (slow.core.length > 0) {
  print("pool.scaling", median(slow.two.map((value, i) => value / slow.core[i])), "x");
  print("pool.login_scaling", median(login.two.map((value, i) => value / login.core[i])), "x");
}
print("pool.threads_scaling", median(slow.two.map((value, i) => value / slow.one[i])), "x");
print("pool.cpu_1_us", median(cpuUs.heavy[0]), "us");
print("pool.cpu_2_us", median(cpuUs.heavy[1]), "us");
print("pool.login_cpu_2_us", median(cpuUs.login[1]), "us");
print("pool.one_at_a_time_us", 1e6 / median(found.alone), "us");
await Promise.all([one, two].map(({ sandbox }) => sandbox[Symbol.asyncDispose]()));
