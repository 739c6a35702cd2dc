// The tests of all packages, and those of these scripts; one way to run a file of either once more.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ranOf } from "./second-try.mjs";
import { root, run, StepFailed, turbo } from "./steps.mjs";
import { filesReport } from "./vitest-files.mjs";

const reporters = [
  "--reporter=default",
  `--reporter=${fileURLToPath(new URL("vitest-files.mjs", import.meta.url))}`,
];

/**
 * Three packages at once: each has one worker (Vitest leaves a core free) that waits for servers, children and timers a third
 * of its time, and none of them tests how quick it is. The longest is one of the first three: as the last one it would have
 * the machine to itself, and use half of it.
 */
export async function runUnits() {
  const longest = "scriptyard-console";
  const lanes = [
    ["--filter", longest],
    ["--filter", `!${longest}`, "--concurrency=2"],
  ];
  const ended = await Promise.allSettled(
    lanes.map((flags) => turbo("test", ["--continue", ...flags], [...reporters, "--passWithNoTests"])),
  );
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

/** What each test file came to in the last run. */
export function unitsRan() {
  return testedFolders().flatMap((folder) => ranOf(folder, readReport(folder)));
}

export async function runUnitAgain({ folder, file }) {
  rmSync(join(root, folder, filesReport), { force: true });
  await unlessItFails(
    run("pnpm", ["--dir", folder, "exec", "vitest", "run", ...(file ? [file] : []), ...reporters]),
  );
  const ran = ranOf(folder, readReport(folder));
  // The name is a filter, which can let a second file in.
  const wanted = file === null ? ran : ran.filter((one) => one.file === file || one.file === null);
  return wanted.length === 1 ? wanted[0] : joined(folder, file, wanted);
}

/** `scripts/<name>.test.mjs`, by Node's own runner. */
export async function runScriptTest(file) {
  const tap = join(root, "test-results", "scripts.tap");
  rmSync(tap, { force: true });
  const ok = await unlessItFails(
    run(process.execPath, [
      "--test",
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      "--test-reporter=tap",
      `--test-reporter-destination=${tap}`,
      file,
    ]),
  );
  const text = existsSync(tap) ? readFileSync(tap, "utf8") : "";
  const value = (key) => Number(new RegExp(`^# ${key} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  const failed = value("fail") || (ok && value("pass") > 0 ? 0 : 1);
  return { folder: ".", file, passed: value("pass"), failed, skipped: value("skipped") };
}

/** Folders of the workspace that have tests of their own. */
function testedFolders() {
  return ["apps", "packages", "examples"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .filter((folder) => {
      const manifest = join(root, folder, "package.json");
      return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).scripts?.test;
    });
}

function readReport(folder) {
  const file = join(root, folder, filesReport);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function joined(folder, file, ran) {
  const sum = { passed: 0, failed: ran.length === 0 ? 1 : 0, skipped: 0 };
  for (const one of ran) for (const key of Object.keys(sum)) sum[key] += one[key];
  return { folder, file, ...sum };
}

/** Whether it ended well; how it failed is printed, and read off its report. */
async function unlessItFails(work) {
  try {
    await work;
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stdout.write(`${error.message}\n`);
    return false;
  }
}
