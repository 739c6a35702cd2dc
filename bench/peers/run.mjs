// `npm run bench:peers`: ours beside other ways to run untrusted scripts, in one process, `name value unit` a line.
// Rounds visit every contender in another order; a figure is the median of its rounds' medians.
import { deepStrictEqual } from "node:assert";
import { loginArgs, loginScript } from "../../packages/sandbox/bench/login.mjs";
import {
  isolatedVmFresh,
  isolatedVmWarm,
  nodeVm,
  oursInline,
  oursPool,
  quickjsEmscriptenClassic,
  quickjsEmscriptenNg,
  quickjsWasiRestore,
  quickjsWasiRestoreCall,
} from "./contenders.mjs";

const ROUNDS = 7;
const ROUND_MS = 300;

/** Another input for each run, so that nobody answers from memory. */
const inputs = Array.from({ length: 16 }, (_, i) => {
  const [context, form] = loginArgs;
  const device = { id: `dev_${i}`, known: i % 3 === 0 };
  return [{ ...context, device, user: { ...context.user, id: `usr_${i}`, failedAttempts: i % 4 } }, form];
});
const expected = await reference();

const running = [];
for (const contender of [
  oursInline,
  oursPool,
  isolatedVmFresh,
  isolatedVmWarm,
  quickjsWasiRestore,
  quickjsWasiRestoreCall,
  nodeVm,
  quickjsEmscriptenNg,
  quickjsEmscriptenClassic,
]) {
  const started = await start(contender);
  if (started) running.push({ name: contender.name, ...started, medians: [] });
}
for (let round = 0; round < ROUNDS; round++) {
  for (let i = 0; i < running.length; i++) {
    const contender = running[(i + round) % running.length];
    contender.medians.push(await measure(contender));
  }
}
const figures = Object.fromEntries(running.map(({ name, medians }) => [name, median(medians)]));
for (const [name, value] of Object.entries(figures)) print(name, value, "us");
const mine = figures["ours.inline.login_us"];
for (const [ratio, peer, goal] of [
  ["ratio.isolated_vm.fresh", "peer.isolated_vm.fresh_us", 100],
  ["ratio.isolated_vm.warm", "peer.isolated_vm.warm_us", 1],
  ["ratio.quickjs_wasi.restore", "peer.quickjs_wasi.restore_us", 120],
  ["ratio.quickjs_emscripten.fresh", "peer.quickjs_emscripten.fresh_us", 50],
  ["ratio.node_vm.fresh", "peer.node_vm.fresh_us", null],
]) {
  if (!(peer in figures)) continue;
  print(ratio, figures[peer] / mine, "x");
  if (goal !== null) print(`${ratio}.goal`, goal, "x");
}
for (const contender of running) await contender.end();

/** Prepared and proven to answer right, or null with a line that says why not. */
async function start(contender) {
  try {
    const started = await contender.start(loginScript);
    for (const [i, input] of inputs.entries()) {
      const answer = await started.run(input);
      // The bare restore has no answer.
      if (contender !== quickjsWasiRestore) deepStrictEqual(answer, expected[i]);
    }
    return started;
  } catch (error) {
    console.error(
      `${contender.name}: not measured, ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
    );
    return null;
  }
}

/** Median microseconds of a call, over a round's time. */
async function measure({ run }) {
  const times = [];
  const end = performance.now() + ROUND_MS;
  // The first calls of a round warm the caches that the contender before used.
  for (let i = 0; i < 5; i++) await run(inputs[i]);
  for (let i = 0; performance.now() < end || times.length < 20; i++) {
    const input = inputs[i % inputs.length];
    const at = process.hrtime.bigint();
    const answer = run(input);
    // Awaiting what is there already would charge a turn of the event loop to those that answer at once.
    if (typeof answer?.then === "function") await answer;
    times.push(Number(process.hrtime.bigint() - at) / 1_000);
  }
  return median(times);
}

/** What the script answers, from this very process: no contender is its own judge. */
async function reference() {
  const module = await import(`data:text/javascript,${encodeURIComponent(loginScript)}`);
  return inputs.map((args) => JSON.parse(JSON.stringify(module.onExecute(...args))));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function print(name, value, unit) {
  console.log(`${name} ${Number(value.toPrecision(4))} ${unit}`);
}
