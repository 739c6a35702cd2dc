// `npm run load:innocent`: 1 000 shipped logins, 200 previews of new texts and 20 lists of 10 000 items against the built
// server, from a cold start beside eight busy processes. Nothing may fail. See apps/server/bench/innocent.mjs.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, run, StepFailed } = await import("./lib/steps.mjs");

try {
  await ensureInstalled();
  await ensureBuilt();
  await run(process.execPath, ["apps/server/bench/innocent.mjs", ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.exit(1);
}
