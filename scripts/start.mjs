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
endWithParent();
await import("../apps/server/dist/main.js");

/**
 * npm runs scripts through a shell, and a SIGTERM to npm ends that shell without reaching us: the server would go on as
 * an orphan that holds the port. So under npm the loss of the parent counts as the signal.
 */
function endWithParent() {
  if (process.env.npm_lifecycle_event !== "start") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, 200);
  timer.unref();
}
