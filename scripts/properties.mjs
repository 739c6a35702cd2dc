// `npm run properties [-- rounds]`: the tests that have properties, again and again with new seeds. A failure prints its seed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { root, run, StepFailed } = await import("./lib/steps.mjs");

const rounds = Number(process.argv[2] ?? 5);
process.env.SCRIPTYARD_PROPERTY_SEED = "random";
const failed = [];
for (let round = 1; round <= rounds; round++) {
  for (const folder of ["apps", "packages"].flatMap((group) => children(group))) {
    const files = testFiles(folder).filter((file) =>
      readFileSync(join(root, folder, file), "utf8").includes("fast-check"),
    );
    if (files.length === 0) continue;
    process.stdout.write(`▸ round ${round} of ${rounds}: ${folder}, ${files.length} files\n`);
    try {
      await run("pnpm", ["--dir", folder, "exec", "vitest", "run", "--reporter=dot", ...files]);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      failed.push(`round ${round}: ${folder}`);
    }
  }
}
for (const line of failed) process.stdout.write(`✗ ${line}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;

function children(group) {
  return readdirSync(join(root, group)).map((name) => `${group}/${name}`);
}

function testFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => /^(src|test)\/.*\.test\.tsx?$/.test(file));
}
