import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStore, restoreBackup } from "../index.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scriptyard-backup-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const dataFile = (name: string) => join(root, name, "scriptyard.db");

test("a backup made while the store writes comes back whole, and what was there is kept aside", async () => {
  const file = dataFile("data");
  const folder = join(root, "first");
  {
    await using store = await createStore({ file });
    await store.meta.set("who", "before");
    // Writing goes on while the copy is made.
    const writing = (async () => {
      for (let i = 0; i < 200; i++) await store.meta.set(`key-${i}`, "x".repeat(1_000));
    })();
    const manifest = await store.backup(folder);
    await writing;
    expect(manifest.files.map(({ name }) => name)).toEqual(["scriptyard.db", "scriptyard-executions.db"]);
    expect((await readdir(folder)).sort()).toEqual([
      "backup.json",
      "scriptyard-executions.db",
      "scriptyard.db",
    ]);
    await store.meta.set("who", "after");
    await expect(restoreBackup(folder, file)).rejects.toThrow(/is in use by process/);
  }
  const restored = await restoreBackup(folder, file, 7);
  expect(restored.kept).toEqual([
    `${file}.before-restore-7`,
    expect.stringContaining("executions.db.before-restore-7"),
  ]);
  {
    await using store = await createStore({ file });
    expect(await store.meta.get("who")).toBe("before");
  }
  expect((await readdir(join(root, "data"))).filter((name) => name.includes("restoring"))).toEqual([]);
});

test("a backup goes into an empty place too", async () => {
  const restored = await restoreBackup(join(root, "first"), dataFile("elsewhere"));
  expect(restored.kept).toEqual([]);
  await using store = await createStore({ file: dataFile("elsewhere") });
  expect(await store.meta.get("who")).toBe("before");
});

test.each<[string, (folder: string) => Promise<void>, RegExp]>([
  [
    "without a manifest",
    (folder) => rm(join(folder, "backup.json")),
    /is no whole backup: its backup.json cannot be read/,
  ],
  [
    "with a changed byte",
    (folder) => appendFile(join(folder, "scriptyard.db"), "x"),
    /scriptyard.db is damaged or missing/,
  ],
  [
    "without its records",
    (folder) => rm(join(folder, "scriptyard-executions.db")),
    /executions.db is damaged or missing/,
  ],
  [
    "whose manifest leads elsewhere",
    async (folder) => {
      const path = join(folder, "backup.json");
      await writeFile(path, (await readFile(path, "utf8")).replace('"scriptyard.db"', '"../scriptyard.db"'));
    },
    /names files elsewhere/,
  ],
])("a backup %s is refused, and nothing is touched", async (_what, damage, message) => {
  const folder = join(root, "damaged");
  const file = dataFile("kept");
  {
    await using store = await createStore({ file });
    await store.meta.set("who", "kept");
    await store.backup(folder);
  }
  await damage(folder);
  await expect(restoreBackup(folder, file)).rejects.toThrow(message);
  await using store = await createStore({ file });
  expect(await store.meta.get("who")).toBe("kept");
  await rm(folder, { recursive: true });
});
