import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readableFolders } from "./readable-folders.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "scriptyard-readable-")));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A package at `at`, and the names of those that it needs. */
function make(at: string, needs: string[] = []): void {
  mkdirSync(join(root, at), { recursive: true });
  const dependencies = Object.fromEntries(needs.map((name) => [name, "1"]));
  writeFileSync(join(root, at, "package.json"), JSON.stringify({ dependencies }));
}

function link(from: string, to: string): void {
  mkdirSync(dirname(join(root, from)), { recursive: true });
  symlinkSync(join(root, to), join(root, from));
}

/** Relative to the folder of the test. */
const readable = (file: string) =>
  readableFolders([pathToFileURL(join(root, file)).href]).map((folder) => {
    expect(folder.endsWith(sep)).toBe(true);
    return folder.slice(root.length + 1, -1);
  });

test("what a dependency needs may be read too, where packages lie side by side as npm lays them", () => {
  make("node_modules/host", ["kit"]);
  make("node_modules/kit", ["words"]);
  make("node_modules/words", ["letters", "kit"]);
  make("node_modules/letters");
  make("node_modules/unrelated");
  const all = ["host", "kit", "letters", "words"].map((name) => `node_modules/${name}`);
  expect(readable("node_modules/host/dist/calls.js")).toEqual(all);
});

test("links and what they lead to, where packages are linked as pnpm does", () => {
  make("packages/host", ["kit"]);
  make("store/kit", ["words"]);
  make("store/node_modules/words");
  link("packages/host/node_modules/kit", "store/kit");
  expect(readable("packages/host/dist/calls.js")).toEqual([
    "packages/host",
    "packages/host/node_modules/kit",
    "store/kit",
    "store/node_modules/words",
  ]);
});

test("a module that is no file needs no folder", () => {
  expect(readableFolders(["data:text/javascript,1"])).toEqual([]);
});
