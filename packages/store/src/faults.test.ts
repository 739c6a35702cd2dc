import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { toFault } from "./faults.ts";
import { createStore } from "./index.ts";
import { expectFault } from "./testing/expect-fault.ts";
import { aFailure, aFlow, anExecution, aRealm, seedScript } from "./testing/fixtures.ts";
import { tempFolder } from "./testing/temp-folder.ts";

test("a full database is a storage fault; what was there stays, and later writes pass", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const first = await createStore({ file });
  const { script } = await seedScript(first);
  await first.close();
  const raw = new Database(file);
  raw.pragma("journal_mode = delete");
  const pages = raw.pragma("page_count", { simple: true }) as number;
  raw.close();

  const error = captureFull(file, pages);
  const fault = toFault(error);
  expect(fault).toMatchObject({ code: "storage", cause: error });
  expect(fault.message).toContain("SQLITE_FULL");

  const again = await createStore({ file });
  expect(await again.scripts.byId(script.id)).toEqual(script);
  await seedScript(again);
  await again.close();
});

test("JSON that another tool broke is a storage fault that names the place", async () => {
  using folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const first = await createStore({ file });
  const realm = await first.realms.create(aRealm());
  const flow = await first.flows.save(aFlow(realm));
  const { script } = await seedScript(first);
  const [broken, wrong] = [anExecution(script), aFailure(script, "boom")];
  await first.executions.insertMany([broken, wrong]);
  await first.close();

  const main = new Database(file);
  main.prepare(`update flows set nodes = '[{"name":7}]' where id = ?`).run(flow.id);
  main.prepare("update realms set settings = '[]' where id = ?").run(realm.id);
  main.prepare("update scripts set limits = '{oops' where id = ?").run(script.id);
  main.close();
  const records = new Database(folder.file("scriptyard-executions.db"));
  records.prepare("update executions set body = '{}' where id = ?").run(broken.id);
  records.prepare("update executions set body = json_set(body, '$.error', 5) where id = ?").run(wrong.id);
  records.close();

  const store = await createStore({ file });
  expect((await expectFault(store.flows.byId(flow.id), "storage")).message).toContain(
    `flows.${flow.id} nodes`,
  );
  expect((await expectFault(store.realms.byId(realm.id), "storage")).message).toContain("settings");
  expect((await expectFault(store.scripts.byId(script.id), "storage")).message).toContain("broken JSON");
  expect((await expectFault(store.executions.byId(broken.id), "storage")).message).toContain("body.args");
  expect((await expectFault(store.executions.byId(wrong.id), "storage")).message).toContain("body.error");
  await store.close();
});

test("PostgreSQL's codes and unknown errors find their fault", () => {
  const wrapped = (code: string) =>
    new Error("Failed query", { cause: Object.assign(new Error("why"), { code }) });
  expect(toFault(wrapped("23505"), { conflict: "Taken." })).toMatchObject({
    code: "conflict",
    message: "Taken.",
  });
  expect(toFault(wrapped("23503"), { missing: "Gone." })).toMatchObject({
    code: "not_found",
    message: "Gone.",
  });
  for (const code of [
    "53100",
    "57P01",
    "08006",
    "25006",
    "ECONNREFUSED",
    "SQLITE_READONLY_DBMOVED",
    "SQLITE_IOERR",
  ])
    expect(toFault(wrapped(code))).toMatchObject({ code: "storage" });
  expect(toFault(wrapped("42601"))).toMatchObject({ code: "internal" });
  expect(toFault("odd")).toMatchObject({ code: "internal", cause: "odd" });
});

/** The error of a write into a file that may not grow. */
function captureFull(file: string, pages: number): unknown {
  const raw = new Database(file);
  try {
    raw.pragma(`max_page_count = ${pages}`);
    raw.prepare("insert into meta values ('big', ?)").run("x".repeat(1_000_000));
    return null;
  } catch (error) {
    return error;
  } finally {
    raw.close();
  }
}
