// Hot reload with 1 000 scripts in the folder: from the write of a file to the first run of its new text. One line per
// figure, `name value unit`. Run after `pnpm build`: `node packages/runner/bench/reload.mjs`
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { arenaRealm } from "@scriptyard/hosts";
import { createRunner } from "@scriptyard/runner";
import { actor, percentile, print, setUp } from "./set-up.mjs";

const count = 1_000;
const reloads = 120;
const name = (n) => `script_${n}`;
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
let began = 0;
let file;
const { flows: _flows, live: _live, ...realm } = arenaRealm;
const { runner, close } = await setUp({
  realm,
  async start(options, home) {
    const folder = join(home, "scripts");
    file = (n) => join(folder, "wargame", `${name(n)}.ts`);
    await mkdir(join(folder, "wargame"), { recursive: true });
    for (let n = 0; n < count; n++) await writeFile(file(n), source(n));
    began = performance.now();
    return createRunner({ ...options, scripts: { folder, shownAs: "./scripts", hotReload: true } });
  },
});
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

await close();

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
