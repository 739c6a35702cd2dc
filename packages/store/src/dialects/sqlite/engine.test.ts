import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { loadMigrations } from "../../migrations.ts";
import type { Tables } from "../../schema/index.ts";
import { aRealm } from "../../testing/fixtures.ts";
import { tempFolder } from "../../testing/temp-folder.ts";
import { type Db, rows, type Work } from "../../work.ts";
import { sqliteEngine } from "./engine.ts";
import { migrateSqlite } from "./migrate.ts";
import { openAside, openSqlite } from "./open.ts";

const normal = 1;
const full = 2;

function openEngine(file: string) {
  const raw = openSqlite(file, "main");
  migrateSqlite(raw, file, "main", loadMigrations("sqlite", "main"));
  return sqliteEngine(raw, () => openAside(file));
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

/** Many large writes. */
function* manyRealms(db: Db, { realms }: Tables, title: string, count = 300): Work<number> {
  for (let n = 0; n < count; n++)
    yield* rows(
      db
        .insert(realms)
        .values(aRealm({ title: title.repeat(50_000) }))
        .returning(),
    );
  return count;
}

function* titles(db: Db, { realms }: Tables): Work<string[]> {
  const found = yield* rows(db.select({ title: sql<string>`substr(${realms.title}, 1, 1)` }).from(realms));
  return found.map(({ title }) => title);
}

test("written in turns, it is seen whole or not at all; others read meanwhile, and write after it", async () => {
  using folder = tempFolder();
  const engine = openEngine(folder.file("x.db"));
  await engine.tx((db, t) => manyRealms(db, t, "a", 1));
  let done = false;
  const large = engine
    .tx((db, t) => manyRealms(db, t, "b"), { inTurns: true })
    .finally(() => {
      done = true;
    });
  const other = engine.tx(function* (db, t) {
    const before = yield* titles(db, t);
    yield* manyRealms(db, t, "c", 1);
    return before;
  });
  let turns = 0;
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!done) expect(await engine.read(titles)).toEqual(["a"]);
    turns++;
  }
  expect(await large).toBe(300);
  expect(turns).toBeGreaterThan(5);
  expect(await other).toHaveLength(301);
  expect(await engine.read(titles)).toHaveLength(302);
  await engine.close();
});

test("what fails in turns leaves nothing behind, and lets others write", async () => {
  using folder = tempFolder();
  const engine = openEngine(folder.file("x.db"));
  const failing = engine.tx(
    function* (db, t) {
      yield* manyRealms(db, t, "a");
      throw new Error("changed my mind");
    },
    { inTurns: true },
  );
  const after = engine.tx((db, t) => manyRealms(db, t, "b", 1));
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await after).toBe(1);
  expect(await engine.read(titles)).toEqual(["b"]);
  await engine.close();
});

test("closing waits for what is written in turns", async () => {
  using folder = tempFolder();
  const file = folder.file("x.db");
  const engine = openEngine(file);
  const large = engine.tx((db, t) => manyRealms(db, t, "a"), { inTurns: true });
  await engine.close();
  expect(await large).toBe(300);
  const again = openEngine(file);
  expect(await again.read(titles)).toHaveLength(300);
  await again.close();
});
