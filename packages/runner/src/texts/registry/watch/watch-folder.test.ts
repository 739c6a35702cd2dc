import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint } from "./scan-folder.ts";
import { watchFolder } from "./watch-folder.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "scriptyard-watch-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function watching(folder = root, stableMs = 50) {
  const settled: string[] = [];
  const watcher = await watchFolder(folder, { stableMs, onSettled: (path) => void settled.push(path) });
  return {
    settled,
    watcher,
    async until(count: number): Promise<string[]> {
      for (let waited = 0; settled.length < count && waited < 6_000; waited += 10) await pause(10);
      // Nothing more may come.
      await pause(150);
      return settled.splice(0);
    },
    [Symbol.asyncDispose]: () => watcher[Symbol.asyncDispose](),
  };
}

test("what lies there at first is told, not announced", async () => {
  await mkdir(join(root, "m"));
  await writeFile(join(root, "m", "a.ts"), "1");
  await using folder = await watching();
  expect([...folder.watcher.first.files.keys()]).toEqual(["m/a.ts"]);
  expect(await folder.until(0)).toEqual([]);
});

test("every way to save a file is one change: in place, renamed over, moved aside first, emptied first", async () => {
  await mkdir(join(root, "m"));
  const file = join(root, "m", "a.ts");
  await writeFile(file, "1");
  await using folder = await watching();
  await writeFile(file, "2");
  expect(await folder.until(1)).toEqual(["m/a.ts"]);
  await writeFile(`${file}.tmp`, "3");
  await rename(`${file}.tmp`, file);
  expect(await folder.until(1)).toEqual(["m/a.ts"]);
  await rename(file, `${file}~`);
  await pause(30);
  await writeFile(file, "4");
  await unlink(`${file}~`);
  expect(await folder.until(1)).toEqual(["m/a.ts"]);
  await writeFile(file, "");
  await pause(80);
  await writeFile(file, "5");
  expect(await folder.until(1)).toEqual(["m/a.ts"]);
  // The same length within one clock tick of the file system.
  await writeFile(file, "6");
  await writeFile(file, "7");
  expect(await folder.until(1)).toEqual(["m/a.ts"]);
});

test("a file that is written slowly is announced once, at the end", async () => {
  await mkdir(join(root, "m"));
  // Generous: on a busy machine a pause of ours takes longer than it should.
  await using folder = await watching(root, 600);
  await using handle = await open(join(root, "m", "slow.ts"), "w");
  for (let i = 0; i < 12; i++) {
    await handle.write(`// ${i}\n`);
    await pause(15);
    expect(folder.settled).toEqual([]);
  }
  expect(await folder.until(1)).toEqual(["m/slow.ts"]);
});

test("files come and go, also with their folders, also in the root that comes later", async () => {
  const late = join(root, "late");
  await using folder = await watching(late);
  await mkdir(join(late, "m"), { recursive: true });
  await writeFile(join(late, "m", "a.ts"), "1");
  expect(await folder.until(1)).toEqual(["m/a.ts"]);
  await mkdir(join(late, "@acme", "n"), { recursive: true });
  await writeFile(join(late, "@acme", "n", "b.ts"), "1");
  expect(await folder.until(1)).toEqual(["@acme/n/b.ts"]);
  await rename(join(late, "m", "a.ts"), join(late, "m", "c.ts"));
  expect((await folder.until(2)).sort()).toEqual(["m/a.ts", "m/c.ts"]);
  await rm(join(late, "m"), { recursive: true });
  expect(await folder.until(1)).toEqual(["m/c.ts"]);
  await mkdir(join(late, "m"));
  await writeFile(join(late, "m", "d.ts"), "1");
  expect(await folder.until(1)).toEqual(["m/d.ts"]);
});

test("temporary files are nobody's business, and folders that lead out are refused", async () => {
  const outside = await mkdtemp(join(tmpdir(), "scriptyard-outside-"));
  await writeFile(join(outside, "x.ts"), "1");
  await symlink(outside, join(root, "away"));
  await mkdir(join(root, "m"));
  await using folder = await watching();
  expect([...folder.watcher.first.files.keys()]).toEqual([]);
  expect(folder.watcher.refused()).toEqual(["away"]);
  for (const name of [".a.ts.swp", "a.ts~", "4913", "x.tmp", "notes.md"])
    await writeFile(join(root, "m", name), "1");
  expect(await folder.until(0)).toEqual([]);
  await rm(outside, { recursive: true });
});

test("a folder that appears while the folder is looked at is not missed", async () => {
  // So many that a look takes a while: the second folder of a pair comes at any moment of the look for the first.
  await mkdir(join(root, "large"));
  for (let n = 0; n < 2_000; n++) await writeFile(join(root, "large", `${n}.ts`), "1");
  await using folder = await watching(root, 5);
  const add = async (name: string) => {
    await mkdir(join(root, name));
    await writeFile(join(root, name, "a.ts"), "1");
  };
  for (let moment = 0; moment < 100; moment += 10) {
    await add(`first${moment}`);
    await pause(moment);
    await add(`second${moment}`);
    const wanted = [`first${moment}/a.ts`, `second${moment}/a.ts`];
    await expect.poll(() => [...folder.settled].sort(), { timeout: 3_000 }).toEqual(wanted);
    folder.settled.length = 0;
  }
}, 30_000);

test("a change is told with the state it was found in", async () => {
  await mkdir(join(root, "m"));
  const states: [string, string | null][] = [];
  await using _ = await watchFolder(root, { stableMs: 20, onSettled: (...found) => void states.push(found) });
  await writeFile(join(root, "m", "a.ts"), "1");
  await expect.poll(() => states).toEqual([["m/a.ts", await fingerprint(join(root, "m", "a.ts"))]]);
  await unlink(join(root, "m", "a.ts"));
  await expect.poll(() => states.at(-1)).toEqual(["m/a.ts", null]);
});

test("when it is disposed nothing stays alive", async () => {
  const before = await inotifyWatches();
  await mkdir(join(root, "m"));
  const folder = await watching();
  if (process.platform === "linux") expect(await inotifyWatches()).toBeGreaterThan(before);
  await folder.watcher[Symbol.asyncDispose]();
  await writeFile(join(root, "m", "a.ts"), "1");
  expect(await folder.until(0)).toEqual([]);
  expect(await inotifyWatches()).toBe(before);
  expect(folder.watcher.mode()).toBe("off");
});

/** Watches this process holds; 0 where the system does not tell. */
async function inotifyWatches(): Promise<number> {
  const fds = await readdir("/proc/self/fdinfo").catch(() => []);
  const infos = await Promise.all(
    fds.map((fd) => readFile(`/proc/self/fdinfo/${fd}`, "utf8").catch(() => "")),
  );
  return infos
    .join("")
    .split("\n")
    .filter((line) => line.startsWith("inotify ")).length;
}
