import { existsSync, mkdirSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { loadMigrations } from "../../migrations.ts";
import { expectFault } from "../../testing/expect-fault.ts";
import { anExecution, aRealm, aScript } from "../../testing/fixtures.ts";
import { tempFolder } from "../../testing/temp-folder.ts";
import { migrateSqlite } from "./migrate.ts";
import { openSqlite } from "./open.ts";
import { workerWriter } from "./worker-writer.ts";

const script = aScript(aRealm());

test("the thread starts with the writer, before anybody writes", async () => {
  using folder = tempFolder();
  const file = folder.file("records.db");
  const writer = workerWriter({ records: file });
  // Nobody but the thread makes it.
  await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
  await writer.close();
});

test("a thread that dies fails what it was asked; the next request starts another", async () => {
  using folder = tempFolder();
  const file = folder.file("records.db");
  mkdirSync(file); // The thread cannot open a folder and ends.
  const writer = workerWriter({ records: file });
  const both = [writer.write([anExecution(script)], []), writer.prune(1)];
  for (const asked of both) expect((await expectFault(asked, "storage")).message).toContain("thread");

  rmSync(file, { recursive: true });
  const raw = openSqlite(file, "records");
  migrateSqlite(raw, file, "records", loadMigrations("sqlite", "records"));
  await writer.write([anExecution(script), anExecution(script)], []);
  expect(raw.prepare("select count(*) from executions").pluck().get()).toBe(2);
  raw.close();
  await writer.close();
  await writer.close();
  await expectFault(writer.write([anExecution(script)], []), "unavailable");
});

test("a refusal keeps its code and says why", async () => {
  using folder = tempFolder();
  const file = folder.file("records.db");
  openSqlite(file, "records").close(); // Never migrated.
  const writer = workerWriter({ records: file });
  const fault = await expectFault(writer.write([anExecution(script)], []), "internal");
  expect(fault.message).toContain("no such table");
  expect(String(fault.cause)).toContain("SqliteError");
  await writer.close();
});
