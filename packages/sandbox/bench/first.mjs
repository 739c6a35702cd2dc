// How much slower a run is the first time: of a thread that has just started, and of an image that is new to it.
// `node bench/first.mjs`, after a build. One line per figure, `name value unit`.
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { median, print } from "./figures.mjs";
import { loginArgs, loginScript } from "./login.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const bindings = { hash: "", functions: [], hooks: [] };
const invocation = {
  hook: "onExecute",
  args: loginArgs,
  limits: defaultLimits,
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: [],
  realm: "acme",
};
const [THREADS, IMAGES, RUNS] = [7, 40, 12];

/** Microseconds of each of a program's first runs, in its engine. `armed`: as after a publish, when engines got ready. */
async function firstRuns(sandbox, id, armed) {
  const code = `${loginScript}\nexport const id = ${JSON.stringify(id)};`;
  const compiled = await sandbox.compile({
    entry: "login/bench",
    modules: [{ specifier: "login/bench", code }],
    bindings,
    host: null,
  });
  if (armed) {
    sandbox.arm?.(compiled.image, invocation);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const times = [];
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    const outcome = await sandbox.execute(compiled.image, invocation);
    if (outcome.status !== "ok") throw new Error(outcome.error.message);
    times.push({ engine: outcome.metrics.runUs, answer: (performance.now() - started) * 1_000 });
  }
  return times;
}

const [cold, fresh, ahead] = [[], [], []];
const ready = [];
for (let i = 0; i < THREADS; i++) {
  const started = performance.now();
  const sandbox = await createSandbox({ engine, workers: 1 });
  ready.push(performance.now() - started);
  cold.push(await firstRuns(sandbox, `cold ${i}`));
  for (let n = 0; i === 0 && n < IMAGES; n++) {
    fresh.push(await firstRuns(sandbox, `fresh ${n}`, false));
    ahead.push(await firstRuns(sandbox, `ahead ${n}`, true));
  }
  await sandbox[Symbol.asyncDispose]();
}
const of = (lists, at, kind) => median(lists.map((times) => times[at][kind]));
print("exec.thread_ready_ms", median(ready), "ms");
print("exec.first_run_us", of(cold, 0, "engine"), "us");
print("exec.tenth_run_us", of(cold, 9, "engine"), "us");
print("exec.first_answer_us", of(cold, 0, "answer"), "us");
print("exec.new_image_us", of(fresh, 0, "engine"), "us");
print("exec.new_image_tenth_us", of(fresh, 9, "engine"), "us");
print("exec.first_over_tenth", of(ahead, 0, "answer") / of(ahead, 9, "answer"), "times");
print("exec.first_over_tenth_unprepared", of(fresh, 0, "answer") / of(fresh, 9, "answer"), "times");
print("exec.first_over_tenth_engine", of(ahead, 0, "engine") / of(ahead, 9, "engine"), "times");
