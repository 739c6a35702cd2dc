import { expect, test } from "vitest";
import { loadMigrations } from "../../migrations.ts";
import { type TableGroup, tableGroups } from "../../schema/index.ts";
import { openInMemory } from "./in-memory.ts";
import { migrateSqlite } from "./migrate.ts";
import { openSqlite, type SqliteConnection } from "./open.ts";

const schemaOf = (raw: SqliteConnection) =>
  raw.prepare("select type, name, sql from sqlite_master order by type, name").all();

function migrated(group: TableGroup) {
  const raw = openSqlite(":memory:", group);
  migrateSqlite(raw, ":memory:", group, loadMigrations("sqlite", group));
  return raw;
}

test.each(tableGroups)("of %s every one has the schema that the steps lead to", (group) => {
  const stepped = migrated(group);
  const wanted = schemaOf(stepped);
  stepped.close();
  for (let n = 0; n < 2; n++) {
    const raw = openInMemory(group);
    expect(schemaOf(raw)).toEqual(wanted);
    expect(raw.pragma("foreign_keys", { simple: true })).toBe(1);
    // Nothing is left to do.
    migrateSqlite(raw, ":memory:", group, loadMigrations("sqlite", group));
    expect(schemaOf(raw)).toEqual(wanted);
    raw.close();
  }
});

test("what one holds is its own, and it grows far beyond what it began with", () => {
  const one = openInMemory("main");
  const other = openInMemory("main");
  const write = one.prepare("insert into meta values (?, ?)");
  for (let n = 0; n < 200; n++) write.run(`${n}`, "x".repeat(100_000));
  const count = (raw: SqliteConnection) => raw.prepare("select count(*) from meta").pluck().get();
  const later = openInMemory("main");
  expect([count(one), count(other), count(later)]).toEqual([200, 0, 0]);
  const half = one.transaction(() => {
    write.run("gone", "x");
    write.run("0", "twice");
  });
  expect(half).toThrow("UNIQUE");
  expect(count(one)).toBe(200);
  for (const raw of [one, other, later]) raw.close();
});
