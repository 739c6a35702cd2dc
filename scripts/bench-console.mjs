// `npm run bench:console`: how long the console takes in a browser, warm, from the key to what it shows; `name value unit` a line.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, run, StepFailed } = await import("./lib/steps.mjs");
const { ensureChromium } = await import("./lib/chromium.mjs");

try {
  await ensureInstalled();
  await ensureBuilt();
  const chromium = await ensureChromium();
  const env = chromium ? { CHROMIUM_PATH: chromium } : {};
  await run("pnpm", ["--filter", "scriptyard-e2e", "times"], { env });
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
