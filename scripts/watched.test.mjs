// What watches over the dependencies (SECURITY.md, "What watches over it") is in place for all of them.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { root } from "./lib/steps.mjs";

const read = (file) => readFileSync(join(root, file), "utf8");
const scripts = JSON.parse(read("package.json")).scripts;

/** Folders with a lockfile of their own, as the update bot calls them. */
function lockedFolders(folder = root) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!/^(node_modules|dist|test-results|\..*)$/.test(entry.name)) found.push(...lockedFolders(path));
    } else if (/^(pnpm-lock\.yaml|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock)$/.test(entry.name))
      found.push(`/${relative(root, dirname(path)).replaceAll("\\", "/")}`);
  }
  return found;
}

test("the update bot looks at every lockfile, and at nothing that is not there", () => {
  const watched = [...read(".github/dependabot.yml").matchAll(/^ {4}directory: (\S+)$/gm)].map(
    ([, path]) => path,
  );
  assert.deepEqual(new Set(watched), new Set(lockedFolders()));
  assert.ok(watched.length >= 2);
});

test("what SECURITY.md names is there: files, commands and tables", () => {
  const text = read("SECURITY.md");
  const named = [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  const commands = named
    .filter((name) => name.startsWith("npm "))
    .map((name) => name.replace(/^npm (run )?/, ""));
  for (const command of commands) assert.ok(scripts[command], `npm run ${command}`);
  const files = named.filter((name) => /^\.?[\w-]+(\/[\w.-]+)*\.(md|ya?ml)$/.test(name));
  for (const file of files) assert.ok(existsSync(join(root, file)), file);
  assert.ok(commands.includes("audit") && files.includes("pnpm-lock.yaml"), "what watches is named");
});

test("as many packages may run a script on installation as SECURITY.md says", () => {
  const [, list] = /^onlyBuiltDependencies:\n((?: {2}- \S+\n?)+)/m.exec(read("pnpm-workspace.yaml"));
  const allowed = list.trim().split("\n");
  const words = ["no", "one", "two", "three", "four", "five"];
  assert.match(read("SECURITY.md"), new RegExp(`only ${words[allowed.length]} packages may run a script`));
});

test("every dependency is locked by its hash, and none comes past the registry", () => {
  const locked = [...read("pnpm-lock.yaml").matchAll(/^ {4}resolution: \{(.*)\}$/gm)].map(([, one]) => one);
  assert.ok(locked.length > 100);
  for (const one of locked) assert.match(one, /^integrity: sha512-[\w+/=]+$/);
});
