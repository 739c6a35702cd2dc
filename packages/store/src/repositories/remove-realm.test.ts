import { expect, test } from "vitest";
import { sqliteEngine } from "../dialects/sqlite/engine.ts";
import { migrateSqlite } from "../dialects/sqlite/migrate.ts";
import { openSqlite } from "../dialects/sqlite/open.ts";
import { loadMigrations } from "../migrations.ts";
import { aRealm } from "../testing/fixtures.ts";
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
