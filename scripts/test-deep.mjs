// `npm run test:deep`: the sweeps that are too long for `npm test`, which goes through a part of each. They say how long
// they took; what they found is written into the closing note of whoever ran them.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { run, seconds, StepFailed } = await import("./lib/steps.mjs");

/** With `cycles` a sweep can be made shorter, by words of their names some are chosen: `npm run test:deep -- 10 kill`. */
const [cycles = "60", ...words] = process.argv.slice(2);
// Each test is told when it ends: a sweep takes long, and one that hangs has to be seen.
const vitest = (folder, ...files) =>
  run("pnpm", ["--dir", folder, "exec", "vitest", "run", "--reporter=verbose", ...files], {
    env: { SCRIPTYARD_TEST_DEEP: "1" },
  });

/** @type {[string, () => Promise<unknown>][]} */
const sweeps = [
  ["build", () => run("turbo", ["run", "build", "--output-logs=errors-only"])],
  [
    "hostile programs and generated ones, on every engine, wherever it lives",
    () => vitest("packages/sandbox", "test/hostile.test.ts", "test/determinism-everywhere.test.ts"),
  ],
  ["the same programs in a poisoned world", () => vitest("packages/sandbox", "test/poisoned-world.test.ts")],
  [
    "what is armed, batched and told while it runs, on every engine",
    () => vitest("packages/sandbox", "test/arm.test.ts", "test/batch.test.ts", "test/stream.test.ts"),
  ],
  ["every attack on the built server", () => vitest("apps/server", "src/attack.test.ts")],
  ["time in proportion to the text", () => run(process.execPath, ["scripts/linear.mjs"])],
  ["properties with new seeds", () => run(process.execPath, ["scripts/properties.mjs", "2"])],
  ["kill -9 while publishing", () => node("packages/store/test/crash.mjs")],
  ["kill -9 while messages are published", () => node("apps/server/test/kill-bus.mjs")],
  ["kill -9 of the sandbox's process", () => node("packages/sandbox/test/kill.mjs")],
];

if (!/^\d+$/.test(cycles)) fail(`"${cycles}" is no number of cycles: npm run test:deep -- 60 kill`);
const chosen = sweeps.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
if (chosen.length === 0)
  fail(`No sweep has such a word in its name:\n${sweeps.map(([name]) => name).join("\n")}`);

const lines = [];
for (const [name, work] of chosen) {
  const at = Date.now();
  process.stdout.write(`\n▸ ${name}\n`);
  try {
    await work();
    lines.push(`ok      ${name}, ${seconds(Date.now() - at)}`);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stdout.write(`${error.message}\n`);
    lines.push(`failed  ${name}, ${seconds(Date.now() - at)}`);
    process.exitCode = 1;
  }
}
process.stdout.write(`\n${lines.join("\n")}\n`);

function node(file) {
  return run(process.execPath, [file, cycles]);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
