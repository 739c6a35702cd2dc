// `npm run bench:peers`: installs bench/peers (apart from the project, because one of them compiles) and runs it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, root, run, step, StepFailed } = await import("./lib/steps.mjs");
const folder = join(root, "bench", "peers");

try {
  await ensureInstalled();
  await ensureBuilt();
  if (!existsSync(join(folder, "node_modules", ".package-lock.json")))
    // A peer that does not compile here is optional: npm goes on without it, and the run says so.
    await step("Installing the peers", () =>
      run("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"]),
    );
  await run(process.execPath, ["--expose-gc", join(folder, "run.mjs")]);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
