// `npm run screens`: a picture of every screen of the built console, in both themes and at four widths, each checked by axe.
//   npm run screens -- --only editor,flow --widths 800,1440 --themes dark
import { parseArgs } from "node:util";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureBuilt, ensureInstalled, run, StepFailed } = await import("./lib/steps.mjs");
const { ensureChromium } = await import("./lib/chromium.mjs");

const { values } = parseArgs({
  options: { only: { type: "string" }, widths: { type: "string" }, themes: { type: "string" } },
});

try {
  await ensureInstalled();
  await ensureBuilt();
  const chromium = await ensureChromium();
  const env = {
    ...(chromium && { CHROMIUM_PATH: chromium }),
    ...(values.only && { SCREENS_ONLY: values.only }),
    ...(values.widths && { SCREENS_WIDTHS: values.widths }),
    ...(values.themes && { SCREENS_THEMES: values.themes }),
  };
  await run("pnpm", ["--filter", "scriptyard-e2e", "screens"], { env });
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
