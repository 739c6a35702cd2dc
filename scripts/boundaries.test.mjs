import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { findViolations, importsOf } from "./boundaries.mjs";

function tree(files) {
  const root = mkdtempSync(join(tmpdir(), "scriptyard-boundaries-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

const manifest = (dependencies = {}) => JSON.stringify({ exports: { ".": "./dist/index.js" }, dependencies });

function violationsOf(files) {
  const made = tree(files);
  try {
    return findViolations(made.root).violations;
  } finally {
    made[Symbol.dispose]();
  }
}

test("an allowed import passes", () => {
  const found = violationsOf({
    "packages/runner/package.json": manifest({ "@scriptyard/model": "workspace:*" }),
    "packages/runner/src/index.ts":
      'import { Fault } from "@scriptyard/model";\nimport { join } from "node:path";\n',
  });
  assert.deepEqual(found, []);
});

for (const [what, file, text] of [
  ["an arrow that does not exist", "packages/store/src/a.ts", 'import { x } from "@scriptyard/runner";'],
  [
    "a re-export over an arrow that does not exist",
    "packages/store/src/a.ts",
    'export * from "@scriptyard/sandbox";',
  ],
  [
    "a value import where only types may pass",
    "apps/console/src/a.ts",
    'import { appRouter } from "@scriptyard/api";',
  ],
  ["a dynamic import", "packages/store/src/a.ts", 'const x = await import("@scriptyard/runner");'],
  ["a path into another package", "packages/store/src/a.ts", 'import x from "../../model/src/ids.ts";'],
  ["node: in browser code", "packages/model/src/a.ts", 'import { readFileSync } from "node:fs";'],
  [
    "an engine outside its owner",
    "packages/sandbox/src/pool/a.ts",
    'import { newVariant } from "quickjs-emscripten-core";',
  ],
  ["Drizzle outside the store", "packages/runner/src/a.ts", 'import { eq } from "drizzle-orm";'],
  [
    "a feature of the console in another one",
    "apps/console/src/features/errors/route.tsx",
    'import { x } from "../executions/search.ts";',
  ],
  [
    "a feature's style sheet in another one",
    "apps/console/src/features/flow/components/a.tsx",
    'import styles from "../../executions/executions.module.css";',
  ],
  [
    "a feature loaded later by another one",
    "apps/console/src/features/flow/a.ts",
    'const x = await import("../editor/route.tsx");',
  ],
  [
    "a feature in what all features share",
    "apps/console/src/components/a.tsx",
    'import type { X } from "../features/editor/x.ts";',
  ],
  [
    "a feature in the frame",
    "apps/console/src/app/frame/a.tsx",
    'import { X } from "../../features/sign-in/x.tsx";',
  ],
  [
    "a feature in another one's test",
    "apps/console/src/features/flow/a.test.tsx",
    'import { X } from "../flows/x.tsx";',
  ],
  [
    "the engine knowing where texts come from",
    "packages/runner/src/engine/a.ts",
    'import { createTexts } from "../texts/texts.ts";',
  ],
  [
    "a text knowing what starts it",
    "packages/runner/src/texts/registry/a.ts",
    'import type { Walk } from "../../starters/flows/walk.ts";',
  ],
  ["the environment read anywhere", "packages/runner/src/a.ts", "const port = process.env.PORT;"],
]) {
  test(`${what} is refused`, () => {
    const folder = file.split("/").slice(0, 2).join("/");
    const found = violationsOf({ [`${folder}/package.json`]: manifest(), [file]: text });
    assert.equal(found.length, 1, found.join("\n"));
    assert.ok(found[0].startsWith(file));
  });
}

test("a feature of the console imports itself, and the list of pages imports features", () => {
  const found = violationsOf({
    "apps/console/package.json": manifest(),
    "apps/console/src/app/routes.ts": 'const page = () => import("../features/flow/route.tsx");',
    "apps/console/src/features/flow/route.tsx": 'import { parse } from "./components/a.ts";',
    "apps/console/src/features/flow/components/a.ts": 'export { parse } from "../search.ts";',
  });
  assert.deepEqual(found, []);
});

test("a type import of the api passes in the console", () => {
  const found = violationsOf({
    "apps/console/package.json": manifest(),
    "apps/console/src/a.ts": 'import type { AppRouter } from "@scriptyard/api";',
  });
  assert.deepEqual(found, []);
});

test("an undeclared arrow in a manifest and an address in the lockfile are refused", () => {
  const found = violationsOf({
    "packages/store/package.json": manifest({ "@scriptyard/runner": "workspace:*" }),
    "pnpm-lock.yaml": "resolution: {tarball: http://registry.example/x.tgz}\n",
  });
  assert.equal(found.length, 2);
});

test("imports in comments do not count, multi-line ones do", () => {
  const found = importsOf(
    '// import a from "x";\n/* import b from "y"; */\nimport {\n  c,\n  d,\n} from "z";\n',
  );
  assert.deepEqual(found, [{ specifier: "z", typeOnly: false }]);
});

test("a long file says why, a long component earlier; beyond the most no reason is good enough", () => {
  const lines = (count, first = "") => `${first}${"x();\n".repeat(count)}`;
  const why = "// biome-ignore-all lint/a: b\n// Long: one table.\n";
  const of = (file, text) =>
    violationsOf({ [`${file.split("/").slice(0, 2).join("/")}/package.json`]: manifest(), [file]: text });
  const component = "apps/console/src/features/flow/route.tsx";
  assert.deepEqual(of(component, lines(120)), []);
  assert.match(of(component, lines(121)).join(), /route\.tsx: has 121 lines; .* \/\/ Long: …$/);
  assert.deepEqual(of(component, lines(130, why)), []);
  assert.match(of(component, lines(160, why)).join(), /has 162 lines; a component has 160 at most/);
  // Why it is long is said before anything else.
  assert.equal(of(component, `${lines(121)}${why}`).length, 1);
  for (const file of [
    "apps/console/src/features/flow/route.test.tsx",
    "packages/store/src/work.ts",
    "packages/sandbox/test/pool.test.ts",
    "packages/sandbox/bench/run.mjs",
  ]) {
    assert.deepEqual(of(file, lines(300)), []);
    assert.equal(of(file, lines(301)).length, 1);
    assert.deepEqual(of(file, lines(301, why)), []);
  }
  assert.deepEqual(of("packages/hosts/test/golden/identity.d.ts", lines(1_000)), []);
});

for (const { what, map, found } of [
  {
    what: "that is true",
    map: "packages/\n  store/  tables\n\nSee `packages/store/src/<table>.ts` and `e2e/test-results/`.\n",
    found: [],
  },
  { what: "that is empty", map: "", found: ["its tree does not name packages/store/."] },
  {
    what: "that names what is gone",
    map: "packages/\n  store/  tables\n\nSee `packages/store/gone.ts`.\n",
    found: ["names packages/store/gone.ts, which does not exist."],
  },
  {
    what: "that a merge left unfinished",
    map: "packages/\n  store/  tables\n<<<<<<< HEAD\n",
    found: ["has the marks of a merge."],
  },
])
  test(`a map ${what}`, () => {
    const files = {
      "pnpm-workspace.yaml": "",
      "packages/store/package.json": manifest(),
      "packages/store/src/index.ts": "",
      "CONTRIBUTING.md": map,
    };
    const expected = found.map((line) => `CONTRIBUTING.md: ${line}`);
    assert.deepEqual(violationsOf(files), expected);
  });
