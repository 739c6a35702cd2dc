// `npm start`: from a bare clone to a running server, in one process.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, StepFailed } = await import("./lib/steps.mjs");

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
// Under npm, whose shell hands no signals on.
if (process.env.npm_lifecycle_event === "start") {
  const { whenOrphaned } = await import("../apps/cli/dist/server/when-orphaned.js");
  whenOrphaned(() => process.kill(process.pid, "SIGTERM"));
}
await import("../apps/server/dist/main.js");
