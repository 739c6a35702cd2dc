// `npm run bench:growth`: how answers grow with what is stored. See apps/server/bench/growth.mjs.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, run, StepFailed } = await import("./lib/steps.mjs");

try {
  await ensureInstalled();
  await ensureBuilt();
  await run(process.execPath, ["apps/server/bench/growth.mjs", ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.exit(1);
}
