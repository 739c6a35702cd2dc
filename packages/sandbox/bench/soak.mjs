// A long mix of executions, hostile ones included: does memory stay flat, and is no engine ever left unusable?
// `node bench/soak.mjs --executions 1000000`, after a build. Stopped with Ctrl-C it goes on where it was when started again.
// Every execution's answer is checked. Ends with `name value unit` lines; exit 1 when memory grew by more than 10 % after
// the warm-up, or when an answer or a canary was wrong.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createSandbox } from "@scriptyard/sandbox";
import { createMix, hostModules, shares } from "./soak/mix.mjs";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "200000" },
    engine: { type: "string", default: "quickjs-ng" },
    workers: { type: "string", default: "2" },
    state: { type: "string" },
  },
});
const [total, workers] = [values.executions, values.workers].map(Number);
const stateFile = values.state ?? join(tmpdir(), `scriptyard-soak-${values.engine}-${total}.json`);
const IN_FLIGHT = 8;
const MAX_GROWTH_PCT = 10;
/** Part of the executions after which every thread has met most of the mix. */
const WARM_UP = 0.15;

const state = existsSync(stateFile)
  ? JSON.parse(readFileSync(stateFile, "utf8"))
  : { done: 0, seconds: 0, wrong: [], segments: [], replaced: 0 };
const from = state.done;
const started = performance.now();
const sandbox = await createSandbox({
  engineLossLimit: 0,
  engine: values.engine,
  workers,
  hostModules,
  compileTimeoutMs: 1_000,
  // Small, so that the caches are full when the warm-up ends: their filling is no leak.
  imageCacheBytes: 24 << 20,
});
const mix = await createMix(sandbox);
const mixText = Object.entries(shares).map(([kind, share]) => `${kind} ${share / 10} %`);
console.error(
  `${total} executions on ${values.engine}, ${workers} threads${from > 0 ? `, going on at ${from}` : ""}: ${mixText.join(", ")}, login the rest; ${mix.hostileCount} hostile programs`,
);

let next = from;
let done = from;
let stopping = false;
/** Megabytes of the process by how many executions were done. */
const samples = [];
process.on("SIGINT", () => {
  stopping = true;
});
const sampling = setInterval(sample, 1_000);
const reporting = setInterval(report, 10_000);
await Promise.all(Array.from({ length: IN_FLIGHT }, work));
clearInterval(sampling);
clearInterval(reporting);
sample();
finish();
await sandbox[Symbol.asyncDispose]();

async function work() {
  while (next < total && !stopping) {
    const problem = await mix.step(next++).catch((error) => String(error?.stack ?? error));
    done++;
    if (problem === null) continue;
    console.error(problem);
    state.wrong.push(problem);
    if (state.wrong.length >= 20) stopping = true;
  }
}

function sample() {
  samples.push({ done, mb: process.memoryUsage.rss() / (1 << 20) });
}

function report() {
  const { workersReplaced } = sandbox.stats();
  const perSecond = ((done - from) / (performance.now() - started)) * 1_000;
  const left = Math.round((total - done) / Math.max(perSecond, 1));
  console.error(
    `${done} of ${total}, ${Math.round(perSecond)} a second, ${left} s left, rss ${samples.at(-1)?.mb.toFixed(0)} MB, ${workersReplaced} threads replaced, ${state.wrong.length} wrong`,
  );
  save();
}

/** Growth of this process: the last tenth of its executions against the tenth after the warm-up, medians. */
function growth() {
  const at = (share) => from + (done - from) * share;
  const median = (low, high) => {
    const found = samples.filter((s) => s.done >= low && s.done <= high).map((s) => s.mb);
    return found.sort((a, b) => a - b)[found.length >> 1];
  };
  const [before, after] = [median(at(WARM_UP), at(WARM_UP + 0.1)), median(at(0.9), at(1))];
  return before === undefined
    ? null
    : { executions: done - from, before, after, pct: (after / before - 1) * 100 };
}

function save() {
  writeFileSync(stateFile, JSON.stringify({ ...state, ...session(), done }));
}

function session() {
  const seen = growth();
  return {
    seconds: state.seconds + (performance.now() - started) / 1_000,
    replaced: state.replaced + sandbox.stats().workersReplaced,
    segments: seen ? [...state.segments, seen] : state.segments,
  };
}

function finish() {
  if (done < total && state.wrong.length < 20) {
    save();
    console.error(`Stopped at ${done} of ${total}. The same command goes on from there (${stateFile}).`);
    process.exitCode = 130;
    return;
  }
  rmSync(stateFile, { force: true });
  const { segments, seconds, replaced } = session();
  // A process that was stopped early says little: the longest speaks.
  const { before, after, pct } = segments.sort((a, b) => b.executions - a.executions)[0] ?? {};
  console.log(`soak.executions ${done} count`);
  console.log(`soak.seconds ${seconds.toFixed(0)} s`);
  console.log(`soak.threads_replaced ${replaced} count`);
  console.log(`soak.rss_after_warm_up_mb ${before?.toFixed(1)} MB`);
  console.log(`soak.rss_end_mb ${after?.toFixed(1)} MB`);
  console.log(`soak.rss_growth_pct ${pct?.toFixed(2)} %`);
  console.log(`soak.wrong_answers ${state.wrong.length} count`);
  if (pct === undefined || pct > MAX_GROWTH_PCT || state.wrong.length > 0) process.exitCode = 1;
}
