import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import { sqliteEngine } from "../dialects/sqlite/engine.ts";
import { migrateSqlite } from "../dialects/sqlite/migrate.ts";
import { openSqlite } from "../dialects/sqlite/open.ts";
import { loadMigrations } from "../migrations.ts";
import { rows } from "../work.ts";

test("groups of before keep their state, and begin with the version they had", async () => {
  const raw = openSqlite(":memory:", "records");
  const migrations = loadMigrations("sqlite", "records");
  const before = migrations.findIndex(({ statements }) => statements.join().includes("error_activity"));
  migrateSqlite(raw, "x.db", "records", migrations.slice(0, before));
  const insert = raw.prepare(
    `insert into error_groups (id, realm_id, script_id, module, name, fingerprint, type, message, first_version,
       last_version, status, resolved_at, count, last_execution_id, first_seen_at, last_seen_at, search_text)
     values (?, 'rlm_1', 'scr_1', 'login', 'risk', ?, 'execution', 'boom', ?, 4, ?, ?, 2, 'exe_1', 1, 2, 'boom')`,
  );
  insert.run(newId("erg"), "a", 3, "resolved", 5_000);
  // Came back after it was resolved: since when it is open, nobody wrote down.
  insert.run(newId("erg"), "b", 2, "open", 1);
  insert.run(newId("erg"), "c", null, "open", null);
  migrateSqlite(raw, "x.db", "records", migrations);
  const groups = await sqliteEngine(raw).read(function* (db, { errorGroups: t }) {
    return yield* rows(db.select().from(t).orderBy(t.fingerprint));
  });
  const began = { cameBack: false, mutedUntil: null, statusBy: null };
  expect(groups).toMatchObject([
    { ...began, status: "resolved", statusAt: 5_000, firstLayer: "version", earliestVersion: 3 },
    { ...began, status: "open", statusAt: null, firstLayer: "version", earliestVersion: 2 },
    { ...began, status: "open", statusAt: null, firstLayer: null, earliestVersion: null },
  ]);
  raw.close();
});
