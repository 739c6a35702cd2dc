import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli } from "../testing/cli.ts";

/** A suite of our own, in the layout of the real one. */
const harness = {
  "assert.js":
    "/*---\ndefines: [assert]\n---*/\nfunction assert(ok, message) { if (ok !== true) throw new Test262Error(message); }",
  "sta.js":
    "/*---\ndefines: [Test262Error]\n---*/\nfunction Test262Error(message) { this.message = message; }",
  "twice.js": "/*---\ndefines: [twice] # a comment\n---*/\nvar twice = (n) => n * 2;",
};
const file = (front: string, body: string) =>
  `// A licence.\n/*---\ndescription: ours\n${front}\n---*/\n${body}\n`;
const tests: { [path: string]: [status: string, text: string] } = {
  "language/strict.js": [
    "passed",
    file("flags: [onlyStrict]", "assert((function () { return this; })() === undefined, 'this');"),
  ],
  "language/this-is-global.js": [
    "passed",
    file("features: [globalThis]", "assert(this === globalThis, 'this');"),
  ],
  "language/repeated.js": ["passed", file("", "function f() {} function f() {} var f; // ends in a comment")],
  "language/includes.js": ["passed", file("includes: [twice.js]", "assert(twice(4) === 8, 'twice');")],
  "language/clock.js": ["passed", file("", "assert(Date.now() > 0 && Math.random() < 1, 'both');")],
  "language/old-mac.js": ["passed", file("flags: [async]", "$DONE();").replaceAll("\n", "\r")],
  "language/async.js": ["passed", file("flags: [async]", "Promise.resolve().then(() => $DONE());")],
  "language/poisons.js": [
    "passed",
    file("flags: [async]", "Promise.prototype.then = null; JSON.stringify = null; $DONE();"),
  ],
  "language/async-fails.js": [
    "failed",
    file("flags: [async]", "Promise.resolve().then(() => $DONE(new TypeError('late')));"),
  ],
  "language/async-silent.js": ["failed", file("flags: [async]", "void 0;")],
  "language/fails.js": ["failed", file("features: [broken-feature]", "assert(1 === 2, 'one is not two');")],
  "language/early.js": ["passed", file("negative: { phase: parse, type: SyntaxError }", "let a; let a;")],
  "language/early-not.js": [
    "failed",
    file("negative: { phase: parse, type: SyntaxError }", "throw 'evaluated';"),
  ],
  "language/throws.js": [
    "passed",
    file("negative: { phase: runtime, type: Test262Error }", "throw new Test262Error('so be it');"),
  ],
  "language/throws-other.js": ["failed", file("negative: { phase: runtime, type: TypeError }", "null_;")],
  "language/sloppy.js": ["inapplicable", file("flags: [noStrict]", "with ({}) {}")],
  "language/raw.js": ["inapplicable", file("flags: [raw]", "#!/usr/bin/env none")],
  "language/await-name.js": ["inapplicable", file("", "var await = 1;")],
  "language/uses-eval.js": ["removed", file("", "assert(eval('1 + 1') === 2, 'eval');")],
  "language/mentions-eval.js": ["passed", file("", "// eval\nassert(!('eval' in {}), 'eval');")],
  "language/makes-function.js": ["removed", file("", "assert(Function('return 1')() === 1, 'Function');")],
  "language/realm.js": ["removed", file("features: [cross-realm]", "$262.createRealm();")],
  "built-ins/Atomics/add.js": ["removed", file("features: [Atomics]", "Atomics.add();")],
  "built-ins/Temporal/now.js": ["unsupported", file("features: [Temporal]", "Temporal.Now;")],
  "built-ins/ArrayBuffer/detach.js": [
    "passed",
    file(
      "",
      "const b = new ArrayBuffer(8); $262.detachArrayBuffer(b); assert(b.byteLength === 0, 'detached');",
    ),
  ],
  "language/module/imports.js": [
    "passed",
    file(
      "flags: [module]",
      "import { n, again } from './part_FIXTURE.js';\nimport * as self from './imports.js';\nexport const own = 1;\nassert(n === 2 && again === 2 && self.own === 1 && this === undefined, 'module');",
    ),
  ],
  "language/module/resolution.js": [
    "passed",
    file(
      "flags: [module]\nnegative: { phase: resolution, type: SyntaxError }",
      "import { missing } from './part_FIXTURE.js';",
    ),
  ],
  "language/module/dynamic.js": [
    "passed",
    file(
      "flags: [async]",
      "import('./part_FIXTURE.js').then((m) => $DONE(m.n === 2 ? undefined : m.n), $DONE);",
    ),
  ],
};
const fixtures = {
  "language/module/part_FIXTURE.js": "export const n = 2; export { n as again } from './deeper_FIXTURE.js';",
  "language/module/deeper_FIXTURE.js": "export const n = 2;",
};

let suite: string;
const known = () => join(suite, "known.txt");

beforeAll(async () => {
  suite = await mkdtemp(join(tmpdir(), "scriptyard-test262-"));
  const files = [
    ...Object.entries(harness).map(([name, text]) => [`harness/${name}`, text] as const),
    ...Object.entries(tests).map(([path, [, text]]) => [`test/${path}`, text] as const),
    ...Object.entries(fixtures).map(([path, text]) => [`test/${path}`, text] as const),
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(join(suite, path)), { recursive: true });
    await writeFile(join(suite, path), text);
  }
});
afterAll(() => rm(suite, { recursive: true }));

const run = (...args: string[]) => cli(["test262", "--suite", suite, "--jobs", "1", ...args]);
type Line = {
  path: string;
  status: string;
  message?: string;
  summary?: { total: object; features: [string, object][]; folders: [string, object][] };
};
const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("scriptyard test262", () => {
  test.each(["quickjs-ng", "quickjs"])("tells passes, failures and the rest apart on %s", async (engine) => {
    const { stdout, code } = await run("--json", "--engine", engine);
    const answers = lines(stdout);
    const statuses = Object.fromEntries(answers.slice(0, -1).map(({ path, status }) => [path, status]));
    const expected = Object.entries(tests).map(([path, [status]]) => [
      path,
      // Its typed arrays are not safe when a buffer shrinks, so its guests have no way to make one.
      engine === "quickjs" && path.endsWith("/detach.js") ? "removed" : status,
    ]);
    expect(statuses).toEqual(Object.fromEntries(expected));
    expect(code).toBe(1);

    const count = (wanted: string) => expected.filter(([, status]) => status === wanted).length;
    const summary = answers.at(-1)?.summary;
    expect(summary?.total).toEqual({
      passed: count("passed"),
      failed: count("failed"),
      removed: count("removed"),
      unsupported: count("unsupported"),
      inapplicable: count("inapplicable"),
    });
    expect(Object.fromEntries(summary!.features)).toMatchObject({
      "broken-feature": { passed: 0, failed: 1 },
      globalThis: { passed: 1, failed: 0 },
    });
    expect(summary!.folders.map(([name]) => name)).toContain("built-ins/Atomics");
    const said = Object.fromEntries(answers.map(({ path, message }) => [path, message]));
    expect(said["language/fails.js"]).toBe("threw Test262Error: one is not two");
    expect(said["language/async-silent.js"]).toMatch(/^execution: .*never settle/);
  });

  test("runs what a filter names: folders, files, patterns", async () => {
    const paths = async (...filter: string[]) =>
      lines((await run("--json", "--filter", ...filter)).stdout).flatMap(({ path }) => path ?? []);
    expect(await paths("language/module")).toEqual([
      "language/module/dynamic.js",
      "language/module/imports.js",
      "language/module/resolution.js",
    ]);
    expect(await paths("test/language/strict.js", "built-ins/*/de*")).toEqual([
      "built-ins/ArrayBuffer/detach.js",
      "language/strict.js",
    ]);
  });

  test("knows failures that are expected, and tells new failures and new passes", async () => {
    const filter = ["--filter", "language/fails.js", "language/strict.js"];
    const written = await run(...filter, "--expected", known(), "--write-expected");
    expect(written.code).toBe(0);
    expect(await readFile(known(), "utf8")).toMatch(/^# .*quickjs-ng.*\nlanguage\/fails\.js\n$/);
    expect((await run(...filter, "--expected", known())).code).toBe(0);

    await writeFile(known(), "language/strict.js # once\nlanguage/not-run.js\n");
    const { code, stderr } = await run(...filter, "--expected", known());
    expect(code).toBe(1);
    expect(stderr).toContain("language/strict.js");
    expect(stderr).toMatch(/passes now.*language\/strict\.js/);
    expect(stderr).toMatch(/fails now.*language\/fails\.js/);
    expect(stderr).not.toContain("not-run");

    await run(...filter, "--expected", known(), "--write-expected");
    expect((await readFile(known(), "utf8")).split("\n").slice(1)).toEqual([
      "language/fails.js",
      "language/not-run.js",
      "",
    ]);
  });

  test("prints a readable summary without --json", async () => {
    const { stdout, stderr } = await run("--filter", "language/fails.js", "language/strict.js", "built-ins");
    expect(stdout).toContain("FAILED language/fails.js");
    expect(stdout).toMatch(/^language +1 +1 +50\.00 %$/m);
    expect(stdout).toContain("2 passed, 1 failed (66.67 %); 1 use what the sandbox removes by design");
    expect(stderr).toContain("5 of 5, 1 failed");
  });

  test.each([
    [["--suite", "/nonexistent"], "is no copy of the suite"],
    [["--filter", "language/none"], "No test fits --filter language/none"],
    [["--write-expected"], "needs --expected"],
    [["--expected", "/nonexistent.txt"], "cannot be read"],
  ])("says what is wrong with %j", async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("names a file of the suite whose frontmatter is broken", async () => {
    const path = join(suite, "test", "broken.js");
    await writeFile(path, "/*---\nflags: [onlyOnSundays]\n---*/");
    try {
      const { code, stderr } = await run("--filter", "broken.js");
      expect(code).toBe(1);
      expect(stderr).toContain("broken.js: frontmatter flags");
    } finally {
      await rm(path);
    }
  });
});
