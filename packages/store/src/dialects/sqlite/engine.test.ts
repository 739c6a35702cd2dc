import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { loadMigrations } from "../../migrations.ts";
import { aRealm } from "../../testing/fixtures.ts";
import { tempFolder } from "../../testing/temp-folder.ts";
import { type Db, rows, type Work } from "../../work.ts";
import { sqliteEngine } from "./engine.ts";
import { migrateSqlite } from "./migrate.ts";
import { openSqlite } from "./open.ts";

const normal = 1;
const full = 2;

function openEngine(file: string) {
  const raw = openSqlite(file, "main");
  migrateSqlite(raw, file, "main", loadMigrations("sqlite", "main"));
  return sqliteEngine(raw);
}

function* synchronous(db: Db): Work<number | undefined> {
  const [row] = yield* rows(db.select({ level: sql<number>`synchronous` }).from(sql`pragma_synchronous`));
  return row?.level;
}

test("only durable transactions wait for the disk, also after one that failed", async () => {
  using folder = tempFolder();
  const engine = openEngine(folder.file("x.db"));
  expect(await engine.tx(synchronous)).toBe(normal);
  expect(await engine.tx(synchronous, { durable: true })).toBe(full);
  const failing = engine.tx(
    function* (db) {
      yield* synchronous(db);
      throw new Error("no");
    },
    { durable: true },
  );
  await expect(failing).rejects.toThrow("no");
  expect(await engine.read(synchronous)).toBe(normal);
  await engine.close();
});

test("a unit of work that throws leaves nothing behind", async () => {
  using folder = tempFolder();
  const engine = openEngine(folder.file("x.db"));
  const realm = aRealm();
  const failing = engine.tx(function* (db, { realms }) {
    const written = yield* rows(db.insert(realms).values(realm).returning());
    expect(written).toMatchObject([realm]);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  const left = await engine.read(function* (db, { realms }) {
    return yield* rows(db.select().from(realms));
  });
  expect(left).toEqual([]);
  await engine.close();
});
