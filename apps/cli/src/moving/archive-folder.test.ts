import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packFiles } from "@scriptyard/runner/realm-archive";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeArchive } from "./archive-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-archive-"));
});
afterAll(() => rm(folder, { recursive: true }));

const whole = packFiles([
  ["scriptyard.json", "{}"],
  ["scripts/login/check.json", "{}"],
  ["scripts/login/check.ts", "export {};"],
  ["scripts/login/check.samples.json", "[]"],
  ["flows/login.json", "{}"],
]);

test("an export takes away what an earlier one wrote, and nothing that somebody keeps beside it", async () => {
  const to = join(folder, "shop");
  await writeArchive(await whole, to);
  await mkdir(join(to, "src"));
  const own = ["package.json", "src/index.ts", "scripts/login/notes.ts"];
  for (const path of own) await writeFile(join(to, path), "mine");
  const { removed } = await writeArchive(await packFiles([["scriptyard.json", "{}"]]), to);
  expect(removed.sort()).toEqual([
    "flows/login.json",
    "scripts/login/check.json",
    "scripts/login/check.samples.json",
    "scripts/login/check.ts",
  ]);
  const left = (await readdir(to, { recursive: true })).map((path) => path.replaceAll("\\", "/"));
  expect(left).toEqual(expect.arrayContaining([...own, "scriptyard.json"]));
});

test("an archive with anything else is not written at all", async () => {
  const to = join(folder, "other");
  const archive = await packFiles([
    ["scriptyard.json", "{}"],
    ["package.json", "{}"],
  ]);
  await expect(writeArchive(archive, to)).rejects.toThrow("package.json, which no export writes");
  expect(await readdir(folder)).not.toContain("other");
});

test("nothing is written through a link that somebody put there: not for a file, its neighbour, or a folder", async () => {
  const [to, elsewhere] = [join(folder, "planted"), join(folder, "elsewhere")];
  await mkdir(join(to, "flows"), { recursive: true });
  await mkdir(elsewhere);
  await writeFile(join(to, "scriptyard.json"), "{}");
  const theirs = join(elsewhere, "theirs");
  await writeFile(theirs, "theirs");
  await symlink(theirs, join(to, "flows/login.json"));
  await symlink(theirs, join(to, "scriptyard.json.new"));
  await writeArchive(await whole, to);
  expect(await readFile(theirs, "utf8")).toBe("theirs");
  expect((await lstat(join(to, "flows/login.json"))).isFile()).toBe(true);
  expect(await readdir(to)).not.toContain("scriptyard.json.new");

  await rm(join(to, "scripts"), { recursive: true });
  await symlink(elsewhere, join(to, "scripts"));
  await expect(writeArchive(await whole, to)).rejects.toThrow("scripts is no folder, but a link or a file");
  expect(await readdir(elsewhere)).toEqual(["theirs"]);
});
