// `npm run -s bench`: one line per figure, `name value unit`, medians. Each package measures its own part.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, run, StepFailed } = await import("./lib/steps.mjs");

const benches = [
  "packages/sandbox/bench/run.mjs",
  "packages/sandbox/bench/isolation.mjs",
  "packages/sandbox/bench/hostile.mjs",
  "packages/sandbox/bench/batch.mjs",
  "packages/sandbox/bench/images.mjs",
  "packages/sandbox/bench/pool.mjs",
  "packages/sandbox/bench/suspend.mjs",
  "packages/languages/bench/run.mjs",
  "packages/runner/bench/run.mjs",
  "packages/runner/bench/fetch.mjs",
  "packages/runner/bench/triggers.mjs",
  "packages/runner/bench/reload.mjs",
  "packages/store/bench/run.mjs",
  "apps/server/bench/run.mjs",
];

try {
  await ensureInstalled();
  await ensureBuilt();
  for (const file of benches) await run(process.execPath, ["--expose-gc", file]);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
