// `npm test`: every check, from a bare clone; ends with `N passed, N failed` summed over all runners.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureInstalled, root, run, seconds, StepFailed } = await import("./lib/steps.mjs");
const { ensureChromium } = await import("./lib/chromium.mjs");

const started = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };
const broken = [];

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
await runner(
  "scripts",
  () =>
    run(process.execPath, [
      "--test",
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      "--test-reporter=tap",
      "--test-reporter-destination=test-results/scripts.tap",
      "scripts/boundaries.test.mjs",
      "scripts/linear.test.mjs",
    ]),
  countTap,
);
await runner("unit, property and contract tests", () => unitTests(), countVitest);
await runner("journeys in the browser", () => journeys(), countPlaywright);

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
}

/** A runner with a count of its own; a runner that failed without a failed test counts as one failure. */
async function runner(name, work, count) {
  const ok = await attempt(name, work);
  const counted = count();
  totals.passed += counted.passed;
  totals.failed += counted.failed || (ok && counted.passed > 0 ? 0 : 1);
  totals.skipped += counted.skipped;
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
    broken.push(name);
    return false;
  }
}

function turbo(task, flags = [], rest = []) {
  const extra = rest.length > 0 ? ["--", ...rest] : [];
  return run("turbo", [
    "run",
    task,
    "--output-logs=new-only",
    "--ui=stream",
    "--log-order=grouped",
    ...flags,
    ...extra,
  ]);
}

function vitestArguments() {
  return [
    "--reporter=default",
    "--reporter=json",
    "--outputFile.json=test-results/vitest.json",
    "--passWithNoTests",
  ];
}

/**
 * Three packages at once: each has one worker (Vitest leaves a core free) that waits for servers, children and timers a third
 * of its time, and none of them tests how quick it is. The longest is one of the first three: as the last one it would have
 * the machine to itself, and use half of it.
 */
async function unitTests() {
  const longest = "scriptyard-console";
  const lanes = [
    ["--filter", longest],
    ["--filter", `!${longest}`, "--concurrency=2"],
  ];
  const ended = await Promise.allSettled(
    lanes.map((flags) => turbo("test", ["--continue", ...flags], vitestArguments())),
  );
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

async function journeys() {
  const env = process.env.CHROMIUM_PATH ? { CHROMIUM_PATH: process.env.CHROMIUM_PATH } : {};
  await run("pnpm", ["--filter", "scriptyard-e2e", "e2e"], { env });
}

function workspaceFolders() {
  return ["apps", "packages"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .concat("e2e", ".");
}

function countVitest() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of workspaceFolders()) {
    const file = join(root, folder, "test-results", "vitest.json");
    if (!existsSync(file)) continue;
    const report = JSON.parse(readFileSync(file, "utf8"));
    sum.passed += report.numPassedTests;
    // A file that does not load has no tests of its own, but it failed.
    sum.failed += report.numFailedTests || report.numFailedTestSuites;
    sum.skipped += report.numPendingTests + report.numTodoTests;
  }
  return sum;
}

function countPlaywright() {
  const file = join(root, "e2e", "test-results", "report.json");
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

function countTap() {
  const file = join(root, "test-results", "scripts.tap");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const value = (key) => Number(new RegExp(`^# ${key} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  return { passed: value("pass"), failed: value("fail"), skipped: value("skipped") };
}
