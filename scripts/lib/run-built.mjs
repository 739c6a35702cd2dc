import { requireNode } from "./node-version.mjs";

/** Runs a program of the repository with the arguments of this one, after installing and building what is needed. */
export async function runBuilt(file, options) {
  requireNode();
  const { ensureBuilt, ensureInstalled, run, StepFailed } = await import("./steps.mjs");
  try {
    await ensureInstalled();
    await ensureBuilt();
    await run(process.execPath, [file, ...process.argv.slice(2)], options);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.exit(1);
  }
}
