// Many inputs under one restore, `node --expose-gc bench/batch.mjs`, after a build.
import { defaultLimits } from "@scriptyard/model";
import { createInlineSandbox, createSandbox } from "@scriptyard/sandbox";
import { compiled, print } from "./figures.mjs";
import { numberScript } from "./login.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const limits = { ...defaultLimits, timeoutMs: 5_000 };
const program = (code) => ({
  entry: "world/bench",
  modules: [{ specifier: "world/bench", code }],
  bindings: { hash: "", functions: [], hooks: [] },
  host: null,
});
const batch = (inputs) => ({
  hook: "onExecute",
  inputs,
  limits,
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: [],
  realm: "acme",
});

const move = `const move = (e, dt) => ({ x: e.x + e.vx * dt, y: e.y + e.vy * dt, hp: e.x > 500 ? e.hp - 1 : e.hp });`;
const entities = (round) =>
  Array.from({ length: 1_000 }, (_, i) => [
    { x: (i + round) * 1.5, y: i % 37, vx: (i % 7) - 3, vy: 0.25 * (i % 5), hp: 100 - ((i + round) % 50) },
    0.016,
  ]);

/** Median microseconds over rounds; round `i` has inputs of its own. */
async function median(rounds, run) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    const outcomes = await run(i);
    times.push(performance.now() - started);
    if (outcomes.some((outcome) => outcome.status !== "ok")) throw new Error("an input failed");
  }
  return times.sort((a, b) => a - b)[rounds >> 1] * 1_000;
}

const rounds = 300;
const inline = await createInlineSandbox({ engine });
const worlds = Array.from({ length: 8 }, (_, i) => entities(i));
const moving = await compiled(inline, program(`${move} export const onExecute = move;`));
const whole = await median(rounds, (i) => inline.executeManySync(moving, batch(worlds[i % 8])));
print("exec.batch.1000_entities_us", whole);
// What the script itself costs, on entities that are there already, against a loop that does nothing.
const looped = (body) =>
  `${move} const all = ${JSON.stringify(worlds[0])}; export const onExecute = () => { let last; for (const [e, dt] of all) ${body}; return last ? 1 : 0 }`;
const [script, empty] = await Promise.all([
  compiled(inline, program(looped("last = move(e, dt)"))),
  compiled(inline, program(looped("last = e"))),
]);
const alone = async (image) => median(rounds, async () => inline.executeManySync(image, batch([[]])));
const scriptUs = (await alone(script)) - (await alone(empty));
print("exec.batch.1000_entities_script_us", scriptUs);
print("exec.batch.1000_entities_adds_us", whole - scriptUs);

const numbers = worlds.map((_, round) => Array.from({ length: 1_000 }, (_, i) => [i * i + round]));
const number = await compiled(inline, program(numberScript));
const many = await median(rounds, (i) => inline.executeManySync(number, batch(numbers[i % 8])));
print("exec.inline.number_warm_us", many / 1_000);

const pool = await createSandbox({ engine, workers: 1 });
const pooled = await compiled(pool, program(`${move} export const onExecute = move;`));
print(
  "exec.pool.batch.1000_entities_us",
  await median(rounds, (i) => pool.executeMany(pooled, batch(worlds[i % 8]))),
);
await Promise.all([inline, pool].map((sandbox) => sandbox[Symbol.asyncDispose]()));
