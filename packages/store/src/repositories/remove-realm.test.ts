import { expect, test } from "vitest";
import { createStore, dataFiles } from "../create-store.ts";
import { sqliteEngine } from "../dialects/sqlite/engine.ts";
import { migrateSqlite } from "../dialects/sqlite/migrate.ts";
import { openSqlite, openToRead } from "../dialects/sqlite/open.ts";
import { loadMigrations } from "../migrations.ts";
import { aFullRealm } from "../testing/a-full-realm.ts";
import { aRealm } from "../testing/fixtures.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { type Engine, rows, type Step, type Work } from "../work.ts";
import { removeRealm } from "./remove-realm.ts";

/** Of the main tables; the marks of a realm are few, and the table that holds them as well. */
const small = /^SCAN meta/;

test("what others have is not looked through when a realm is removed", async () => {
  const raw = openSqlite(":memory:", "main");
  migrateSqlite(raw, ":memory:", "main", loadMigrations("sqlite", "main"));
  const engine = sqliteEngine(raw);
  const plans: string[] = [];
  const explained: Engine = {
    ...engine,
    tx: (work, options) => engine.tx((db, t) => explain(work(db, t)), options),
  };
  /** Foreign keys that a delete has to check are part of its plan. */
  function* explain<R>(work: Work<R>): Work<R> {
    let step = work.next();
    while (!step.done) {
      const { sql, params } = (step.value as Step & { toSQL(): { sql: string; params: unknown[] } }).toSQL();
      const plan = raw.prepare(`explain query plan ${sql}`).all(params) as { detail: string }[];
      plans.push(...plan.map(({ detail }) => `${detail} <- ${sql.slice(0, 60)}`));
      step = work.next(yield step.value);
    }
    return step.value;
  }
  const realm = aRealm();
  await engine.tx((db, { realms }) => rows(db.insert(realms).values(realm).returning()));
  await removeRealm(explained, realm.id);
  expect(plans.length).toBeGreaterThan(20);
  expect(plans.filter((one) => one.startsWith("SCAN") && !small.test(one))).toEqual([]);
  await engine.close();
});

/** Of the installation; whatever else there is belongs to a realm. */
const withoutRealm = [
  "console_sessions",
  "schema_migrations_main",
  "schema_migrations_records",
  "sign_in_links",
  "users",
];

test("every table that knows realms has no row more once a realm is removed", async () => {
  using folder = tempFolder();
  const file = folder.file("x.db");
  const nowMs = 1_700_000_000_000;
  await using store = await createStore({ file, now: () => nowMs });
  await aFullRealm(store, nowMs);
  const before = countRows(file);
  const { realm } = await aFullRealm(store, nowMs);
  const full = countRows(file);
  // Whoever adds a table fills it there.
  expect(Object.keys(full).filter((table) => full[table]! <= before[table]!)).toEqual([]);
  await store.realms.close(realm.id, { as: "deleted", at: 0, by: null }, null);
  expect(await store.realms.prune(nowMs)).toEqual([realm.name]);
  expect(countRows(file)).toEqual(before);
});

/** By table, of both files. */
function countRows(file: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const path of Object.values(dataFiles(file))) {
    const raw = openToRead(path);
    const tables = raw
      .prepare("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all() as string[];
    for (const table of tables)
      if (!withoutRealm.includes(table))
        counts[table] = raw.prepare(`select count(*) from "${table}"`).pluck().get() as number;
    raw.close();
  }
  return counts;
}
