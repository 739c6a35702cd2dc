// `npm test`: every check, from a bare clone; ends with `N passed, N failed` summed over all runners.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureInstalled, root, run, seconds, StepFailed, turbo } = await import("./lib/steps.mjs");
const { journeysOf, nameOf, slowestOf, sumOf, withSecondTry } = await import("./lib/second-try.mjs");
const { runScriptTest, runUnitAgain, runUnits, unitsRan } = await import("./lib/units.mjs");
const { ensureChromium } = await import("./lib/chromium.mjs");

const started = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };
const broken = [];
/** What passed only at the second try. */
const secondTime = [];
/** Test files, for whoever looks where the time goes. */
const slowest = [];

await prepare();
for (const folder of workspaceFolders())
  rmSync(join(root, folder, "test-results"), { recursive: true, force: true });
mkdirSync(join(root, "test-results"));

await check("format and lint", () => run("biome", ["check", "--error-on-warnings", "."]));
await check("build", () => turbo("build"));
// Two of one core each, beside two that use all there are; what they say waits until they have ended.
const quietly = { quiet: true };
const beside = Promise.all([
  check("import boundaries", () => run(process.execPath, ["scripts/boundaries.mjs"], quietly)),
  check("dead code", () => run("knip", ["--no-progress"], quietly)),
]);
// Types come from the packages' builds, so this lint follows the build.
await check("lint with types", () => run("oxlint", ["--type-aware", "--deny-warnings"]));
await check("type check", () => turbo("typecheck"));
await beside;
const scriptTests = ["boundaries", "linear", "second-try", "watched"].map(
  (name) => `scripts/${name}.test.mjs`,
);
await runner("scripts", async () => {
  const ran = [];
  for (const file of scriptTests) ran.push(await runScriptTest(file));
  return secondTries(ran, ({ file }) => runScriptTest(file));
});
await runner("unit, property and contract tests", async () => {
  const ok = await attempt("all packages, three at once", runUnits);
  const ran = unitsRan();
  slowest.push(...slowestOf(ran));
  const result = await secondTries(ran, runUnitAgain);
  // Turbo failed, and no report says at what.
  if (!ok && result.second.length === 0 && result.sum.failed === 0) result.sum.failed = 1;
  return result;
});
await runner("journeys in the browser", journeys);

if (secondTime.length > 0)
  process.stdout.write(
    `\nPassed only at the second try, which is a fault of its own:\n${secondTime.map((name) => `  ${name}\n`).join("")}`,
  );
if (slowest.length > 0)
  process.stdout.write(`\nThe slowest test files:\n${slowest.map((line) => `${line}\n`).join("")}`);
for (const name of broken) process.stdout.write(`✗ ${name}\n`);
process.stdout.write(`Took ${seconds(Date.now() - started)}.\n`);
process.stdout.write(
  `${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ""}\n`,
);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);

async function prepare() {
  try {
    await ensureInstalled();
    const chromium = await ensureChromium();
    if (chromium) process.env.CHROMIUM_PATH = chromium;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    process.stdout.write("0 passed, 1 failed\n");
    process.exit(1);
  }
}

/** A check that is one pass or one failure. */
async function check(name, work) {
  const ok = await attempt(name, work);
  totals[ok ? "passed" : "failed"] += 1;
  if (!ok) broken.push(name);
}

/** A runner with a count of its own. */
async function runner(name, work) {
  const at = Date.now();
  process.stdout.write(`\n▸ ${name}\n`);
  const { sum, second, left } = await work();
  const failed = sum.failed || (sum.passed > 0 ? 0 : 1);
  process.stdout.write(`  ${name}: ${failed ? "failed" : "ok"}, ${seconds(Date.now() - at)}\n`);
  totals.passed += sum.passed;
  totals.failed += failed;
  totals.skipped += sum.skipped;
  secondTime.push(...second);
  if (failed) broken.push(left.length > 0 ? `${name}: ${left.join(", ")}` : name);
}

async function secondTries(first, again) {
  const { ran, second, left } = await withSecondTry(first, (failed) => {
    process.stdout.write(`\n▸ once more, alone: ${nameOf(failed)}\n`);
    return again(failed);
  });
  return { sum: sumOf(ran), second, left };
}

/** Each that fails is tried once more by Playwright itself. */
async function journeys() {
  const env = process.env.CHROMIUM_PATH ? { CHROMIUM_PATH: process.env.CHROMIUM_PATH } : {};
  const ok = await attempt("all journeys, two at once", () =>
    run("pnpm", ["--filter", "scriptyard-e2e", "e2e", "--retries=1"], { env }),
  );
  const file = join(root, "e2e", "test-results", "report.json");
  const none = { sum: { passed: 0, failed: 1, skipped: 0 }, second: [] };
  const result = existsSync(file) ? journeysOf(JSON.parse(readFileSync(file, "utf8"))) : none;
  if (!ok && result.sum.failed === 0) result.sum.failed = 1;
  return { ...result, left: [] };
}

async function attempt(name, work) {
  const at = Date.now();
  process.stdout.write(`\n▸ ${name}\n`);
  try {
    await work();
    process.stdout.write(`  ${name}: ok, ${seconds(Date.now() - at)}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stdout.write(`  ${name}: failed, ${seconds(Date.now() - at)}\n${error.message}\n`);
    return false;
  }
}

function workspaceFolders() {
  return ["apps", "packages", "examples"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .concat("e2e", ".");
}
