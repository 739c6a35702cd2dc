// Hot reload with 1 000 scripts in the folder: from the write of a file to the first run of its new text. One line per
// figure, `name value unit`. Run after `pnpm build`: `node packages/runner/bench/reload.mjs`
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { arenaRealm, hosts } from "@scriptyard/hosts";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { newId } from "@scriptyard/model";
import { createRunner } from "@scriptyard/runner";
import { createSandbox } from "@scriptyard/sandbox";
import { createRecorder, createStore } from "@scriptyard/store";

const count = 1_000;
const reloads = 120;
const actor = { userId: null, requestId: null };
const home = await mkdtemp(join(tmpdir(), "scriptyard-reload-"));
const folder = join(home, "scripts");
await mkdir(join(folder, "wargame"), { recursive: true });
const name = (n) => `script_${n}`;
const file = (n) => join(folder, "wargame", `${name(n)}.ts`);
/** Twenty lines, one import, and a number that tells one text from another. */
const source = (n) => `import { rounded } from "shared/battle";

export function onMessage(message: BusMessage): void {
  const payload = message.payload;
  let score = ${n};
  if (payload !== null && typeof payload === "object" && "weight" in payload) {
    score += rounded(Number(payload.weight));
  }
  if (message.topic.startsWith("battle.")) {
    log.info("scored", { score, text: ${n} });
  }
  publish("battle.score", { score, text: ${n} });
}
`;
for (let n = 0; n < count; n++) await writeFile(file(n), source(n));

const store = await createStore({ file: join(home, "bench.db") });
const recorder = createRecorder(store);
const sandbox = await createSandbox({
  hostModules: Object.fromEntries(hosts.map((host) => [host.id, host.moduleUrl])),
});
const checker = createScriptChecker();
const { flows: _flows, live: _live, ...settings } = arenaRealm;
await store.realms.create({ ...settings, id: newId("rlm"), createdAt: Date.now() });

const began = performance.now();
const scripts = { folder, shownAs: "./scripts", hotReload: true };
const runner = await createRunner({ store, recorder, sandbox, checker, hosts, scripts });
print("reload.start_ms", performance.now() - began, "ms");
await execute(0, 0);
print("reload.first_run_ms", performance.now() - began, "ms");
for (let left = count; left > 0; ) {
  await pause(200);
  const report = await runner.sources("arena");
  const files = report.scripts.flatMap((script) => script.layers.filter((one) => one.path !== null));
  const refused = files.find((one) => one.valid === false);
  if (refused) throw new Error(`${refused.path}: ${refused.problem}`);
  left = count - files.filter((one) => one.valid).length;
}
print("reload.checked_1000_ms", performance.now() - began, "ms");

const times = [];
for (let round = 0; round < reloads; round++) {
  const n = (round * 37) % count;
  const text = 1_000_000 + round;
  await pause(20);
  const start = performance.now();
  // Editors write in place or rename a new file over the old one.
  if (round % 2 === 0) await writeFile(file(n), source(text));
  else {
    await writeFile(`${file(n)}.tmp`, source(text));
    await rename(`${file(n)}.tmp`, file(n));
  }
  while ((await execute(n, round)) !== text) await pause(2);
  times.push(performance.now() - start);
}
print("reload.p50_ms", percentile(times, 0.5), "ms");
print("reload.p99_ms", percentile(times, 0.99), "ms");

await runner[Symbol.asyncDispose]();
await recorder[Symbol.asyncDispose]();
await checker[Symbol.asyncDispose]();
await sandbox[Symbol.asyncDispose]();
await store[Symbol.asyncDispose]();
await rm(home, { recursive: true, force: true });

/** Which text answers. */
async function execute(n, weight) {
  const message = {
    id: "m",
    topic: "battle.x",
    payload: { weight },
    headers: {},
    time: "2026-05-04T07:30:00Z",
  };
  const run = await runner.execute(
    { realm: "arena", module: "wargame", name: name(n), args: [message] },
    actor,
  );
  if (run.status !== "ok") {
    // A run of a text never seen may meet its time limit on a busy machine; it is asked again.
    if (run.error.type === "timeout") return null;
    throw new Error(run.error.message);
  }
  return run.effects[0].args[1].text;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function percentile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)];
}

function print(name, value, unit) {
  console.log(`${name} ${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}`);
}
