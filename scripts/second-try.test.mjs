import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { journeysOf, mostSecondTries, ranOf, slowestOf, sumOf, withSecondTry } from "./lib/second-try.mjs";

const passes = (file, passed = 3) => ({ folder: "packages/a", file, passed, failed: 0, skipped: 0 });
const fails = (file) => ({ folder: "packages/a", file, passed: 2, failed: 1, skipped: 0 });

test("what failed is run once more, alone, and that result counts", async () => {
  const asked = [];
  const { ran, second, left } = await withSecondTry(
    [passes("one.test.ts"), fails("flake.test.ts"), fails("broken.test.ts")],
    async (failed) => {
      asked.push(failed.file);
      return failed.file === "flake.test.ts" ? passes("flake.test.ts") : failed;
    },
  );
  assert.deepEqual(asked, ["flake.test.ts", "broken.test.ts"]);
  assert.deepEqual(second, ["packages/a/flake.test.ts"]);
  assert.deepEqual(left, ["packages/a/broken.test.ts"]);
  assert.deepEqual(sumOf(ran), { passed: 8, failed: 1, skipped: 0 });
});

test("more failures than a few are not tried again", async () => {
  const many = Array.from({ length: mostSecondTries + 1 }, (_, index) => fails(`${index}.test.ts`));
  const { ran, second, left } = await withSecondTry(many, () => assert.fail("was tried again"));
  assert.deepEqual(ran, many);
  assert.deepEqual(second, []);
  assert.equal(left.length, many.length);
});

test("a second try in which nothing ran is none that passed", async () => {
  const { ran, second, left } = await withSecondTry([fails("a.test.ts")], async () => passes("a.test.ts", 0));
  assert.deepEqual(second, []);
  assert.deepEqual(left, ["packages/a/a.test.ts"]);
  assert.equal(sumOf(ran).failed, 1);
});

test("a package without a report, or with an error of no file, failed as a whole", () => {
  assert.deepEqual(ranOf("packages/a", null), [
    { folder: "packages/a", file: null, passed: 0, failed: 1, skipped: 0 },
  ]);
  const files = [{ file: "a.test.ts", passed: 4, failed: 0, skipped: 1 }];
  assert.deepEqual(ranOf("packages/a", { files, unplaced: 1 }), [
    { folder: "packages/a", file: null, passed: 4, failed: 1, skipped: 1 },
  ]);
  assert.deepEqual(ranOf("packages/a", { files, unplaced: 0 }), [{ folder: "packages/a", ...files[0] }]);
});

test("the slowest files are named, the longest first", () => {
  const took = (file, ms) => ({ ...passes(file), ms });
  const ran = [took("a.test.ts", 900), took("b.test.ts", 61_234), passes(null), took("c.test.ts", 2_000)];
  assert.deepEqual(slowestOf(ran, 2), ["   61.2 s  packages/a/b.test.ts", "    2.0 s  packages/a/c.test.ts"]);
  assert.deepEqual(ran[0], took("a.test.ts", 900));
});

test("a journey that passed at its second try counts as passed and is named", () => {
  const spec = (title, status) => ({ file: "tour.spec.ts", title, tests: [{ status }] });
  const report = {
    stats: { expected: 2, unexpected: 1, flaky: 1, skipped: 3 },
    suites: [{ specs: [spec("one", "expected")], suites: [{ specs: [spec("two", "flaky")] }] }],
  };
  assert.deepEqual(journeysOf(report), {
    sum: { passed: 3, failed: 1, skipped: 3 },
    second: ["tour.spec.ts › two"],
  });
});

test("Vitest's run is told file by file, with what does not load and what no test caught", () => {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-second-try-"));
  try {
    for (const [name, text] of Object.entries({
      "passes.test.ts": 'test("a", () => {}); test.skip("b", () => {});',
      "fails.test.ts": 'test("a", () => {}); test("b", () => { throw new Error("b"); });',
      "does-not-load.test.ts": 'throw new Error("at its first line");',
      "uncaught.test.ts":
        'test("a", () => new Promise((done) => { Promise.reject(new Error("nobody waits")); setTimeout(done, 50); }));',
    }))
      writeFileSync(join(folder, name), text);
    const at = (path) => fileURLToPath(new URL(path, import.meta.url));
    const reporter = `--reporter=${at("lib/vitest-files.mjs")}`;
    const vitest = at("../node_modules/vitest/vitest.mjs");
    const ended = spawnSync(process.execPath, [vitest, "run", "--globals", reporter], { cwd: folder });
    assert.equal(ended.status, 1, String(ended.stderr));
    const report = JSON.parse(readFileSync(join(folder, "test-results", "files.json"), "utf8"));
    assert.equal(report.unplaced, 0);
    const files = report.files.sort((one, other) => one.file.localeCompare(other.file));
    // Which of them waits 50 ms is known.
    assert.ok(files[3].ms >= 45 && files.every(({ ms }) => Number.isInteger(ms)));
    assert.deepEqual(
      files.map(({ file, passed, failed, skipped }) => ({ file, passed, failed, skipped })),
      [
        { file: "does-not-load.test.ts", passed: 0, failed: 1, skipped: 0 },
        { file: "fails.test.ts", passed: 1, failed: 1, skipped: 0 },
        { file: "passes.test.ts", passed: 1, failed: 0, skipped: 1 },
        { file: "uncaught.test.ts", passed: 1, failed: 1, skipped: 0 },
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
