import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { Script } from "@scriptyard/model";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { createStore, StoreOpenError } from "./index.ts";
import { anExecution, aPublish, aRealm, seedScript } from "./testing/fixtures.ts";
import { tempFolder } from "./testing/temp-folder.ts";

async function openError(file: string): Promise<StoreOpenError> {
  const outcome = await createStore({ file }).then(
    async (store) => {
      await store.close();
      return null;
    },
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(StoreOpenError);
  const error = outcome as StoreOpenError;
  expect(error.message).not.toContain("\n");
  expect(error.message).toContain(error.file);
  return error;
}

test("a fresh folder is made and migrated; opening again finds what was written", async () => {
  using folder = tempFolder();
  const file = folder.file("deep/down/scriptyard.db");
  const first = await createStore({ file });
  const { realm, script } = await seedScript(first);
  const { version } = await first.versions.publish(aPublish(script));
  const execution = anExecution(script);
  await first.executions.insertMany([execution]);
  await first.close();
  await first.close();

  const second = await createStore({ file });
  expect(await second.realms.byId(realm.id)).toEqual(realm);
  expect(await second.versions.byNumber(script.id, 1)).toEqual(version);
  expect(await second.executions.byId(execution.id)).toEqual(execution);
  await second.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test("files are in WAL mode", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const store = await createStore({ file });
  await store.realms.create(aRealm());
  const raw = new Database(file, { readonly: true });
  expect(raw.pragma("journal_mode", { simple: true })).toBe("wal");
  raw.close();
  await store.close();
});

test("who writes much never folds the log into the file: a thread does, and the log begins anew", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const store = await createStore({ file });
  const sizes = () => ({ file: statSync(file).size, log: statSync(`${file}-wal`).size });
  const write = () => store.meta.set(`large ${count++}`, "x".repeat(900_000));
  let count = 0;
  const before = sizes();
  // SQLite answers at once, so all of it is one turn of the loop.
  for (let n = 0; n < 20; n++) await write();
  expect(sizes().log).toBeGreaterThan(18_000_000);
  expect(sizes().file).toBe(before.file);
  const logAfterAWrite = () => write().then(() => sizes().log);
  await expect.poll(logAfterAWrite, { timeout: 20_000, interval: 200 }).toBeLessThan(2_000_000);
  expect(sizes().file).toBeGreaterThan(18_000_000);
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test("drafts that are saved together let others have the thread, who see none of them until all are", async () => {
  using folder = tempFolder();
  await using store = await createStore({ file: folder.file("scriptyard.db") });
  const scripts: Script[] = [];
  for (let n = 0; n < 60; n++) scripts.push((await seedScript(store, "before")).script);
  const save = (text: string) =>
    store.drafts.saveAll(
      scripts.map(({ id }) => ({
        scriptId: id,
        source: text.repeat(100_000),
        baseRevision: 1,
        userId: null,
        nowMs: 5_000,
      })),
    );
  let done = false;
  const [first, second] = [save("a"), save("b")].map((saved) => saved.finally(() => (done = true)));
  let turns = 0;
  while (!done) {
    const seen = await Promise.all(scripts.map(async ({ id }) => (await store.drafts.get(id))!.source));
    if (!done) expect(new Set(seen)).toEqual(new Set(["before"]));
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
  }
  expect(turns).toBeGreaterThan(3);
  expect([(await first)!.ok, (await second)!.ok]).toEqual([true, false]);
});

test("a database of a newer schema is refused, named with both schema numbers", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  await (await createStore({ file })).close();
  const before = readFileSync(file);
  const raw = new Database(file);
  const { n } = raw.prepare("select max(number) n from schema_migrations_main").get() as { n: number };
  raw.prepare("insert into schema_migrations_main values (?, 'later', 'ffff', 0)").run(n + 1);
  raw.close();
  const error = await openError(file);
  expect(error).toMatchObject({ code: "newer_schema", file });
  expect(error.message).toContain(`has schema ${n + 1}; this version of Scriptyard knows schema ${n}`);
  // Refused means untouched, and unlocked: the newer version can have it.
  const restored = new Database(file);
  restored.prepare("delete from schema_migrations_main where tag = 'later'").run();
  restored.close();
  await (await createStore({ file })).close();
  expect(readFileSync(file).length).toBe(before.length);
});

test("a newer schema of the records file is refused too", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  await (await createStore({ file })).close();
  const records = folder.file("scriptyard-executions.db");
  const raw = new Database(records);
  raw.exec("insert into schema_migrations_records values (99, 'later', 'ffff', 0)");
  raw.close();
  expect(await openError(file)).toMatchObject({ code: "newer_schema", file: records });
});

test("a database of another build is refused", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  await (await createStore({ file })).close();
  const raw = new Database(file);
  raw.exec("update schema_migrations_main set sha256 = 'abcdef0123' where number = 1");
  raw.close();
  expect(await openError(file)).toMatchObject({ code: "diverged_schema", file });
});

test("a half-written schema (the process died in the first start) is begun anew", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  // What a kill inside the migration leaves: an open transaction, never committed.
  const child = spawn(process.execPath, [
    "-e",
    `const raw = new (require("better-sqlite3"))(${JSON.stringify(file)});
     raw.pragma("journal_mode = WAL");
     raw.exec("begin immediate; create table realms (id text primary key); create table half (x)");
     for (let i = 0; i < 5000; i++) raw.prepare("insert into half values (zeroblob(1000))").run();
     console.log("ready"); setInterval(() => {}, 1000);`,
  ]);
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const store = await createStore({ file });
  await seedScript(store);
  await store.close();
});

test("an SQLite file of something else is refused and left alone", async () => {
  using folder = tempFolder();
  const file = folder.file("other.db");
  const raw = new Database(file);
  raw.exec("create table recipes (id)");
  raw.close();
  const error = await openError(file);
  expect(error).toMatchObject({ code: "foreign", file });
  expect(error.message).toContain("recipes");
});

test("a file that is no database, and a damaged one, are refused", async () => {
  using folder = tempFolder();
  const text = folder.file("text.db");
  writeFileSync(text, "this is not a database, but it is long enough to be read as a header".repeat(20));
  expect(await openError(text)).toMatchObject({ code: "corrupt", file: text });

  const damaged = folder.file("damaged.db");
  const store = await createStore({ file: damaged });
  for (let i = 0; i < 50; i++) await seedScript(store, "x".repeat(2_000));
  await store.close();
  const bytes = readFileSync(damaged);
  bytes.fill(0xa5, 8_192, bytes.length - 8_192);
  writeFileSync(damaged, bytes);
  expect(await openError(damaged)).toMatchObject({ code: "corrupt", file: damaged });
});

test("a folder that cannot be made or written is refused", async () => {
  using folder = tempFolder();
  writeFileSync(folder.file("plain"), "");
  expect(await openError(folder.file("plain/scriptyard.db"))).toMatchObject({ code: "unwritable" });
  expect(await openError("/proc/scriptyard/scriptyard.db")).toMatchObject({ code: "unwritable" });
});

test("a second store on the same file is refused, naming the holder; closing lets it in", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const store = await createStore({ file });
  const error = await openError(file);
  expect(error).toMatchObject({ code: "locked", file });
  expect(error.message).toContain(`process ${process.pid}`);
  await store.close();
  await (await createStore({ file })).close();
});

test("another process is refused while we live, and a killed process leaves no stale lock", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const dist = new URL("../dist/index.js", import.meta.url);
  const child = spawn(process.execPath, [
    "--input-type=module",
    "-e",
    `import { createStore } from ${JSON.stringify(dist.href)};
     const store = await createStore({ file: ${JSON.stringify(file)} });
     await store.meta.set("hello", "from the dead");
     console.log("ready"); setInterval(() => {}, 1000);`,
  ]);
  await once(child.stdout, "data");
  const error = await openError(file);
  expect(error).toMatchObject({ code: "locked" });
  expect(error.message).toContain(`process ${child.pid}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  const store = await createStore({ file });
  expect(await store.meta.get("hello")).toBe("from the dead");
  await store.close();
});
