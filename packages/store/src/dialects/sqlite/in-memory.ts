import Database from "better-sqlite3";
import { loadMigrations } from "../../migrations.ts";
import type { TableGroup } from "../../schema/index.ts";
import { migrateSqlite } from "./migrate.ts";
import { openSqlite, type SqliteConnection } from "./open.ts";

/**
 * An empty database in memory, with our schema. The first of a process goes through all its steps; the others begin as a
 * copy of that one, in a twentieth of the time.
 */
export function openInMemory(group: TableGroup): SqliteConnection {
  let bytes = empty.get(group);
  if (bytes === undefined) {
    bytes = migrated(group);
    empty.set(group, bytes);
  }
  const raw = new Database(bytes);
  raw.pragma("foreign_keys = ON");
  return raw;
}

const empty = new Map<TableGroup, Buffer>();

function migrated(group: TableGroup): Buffer {
  const raw = openSqlite(":memory:", group);
  try {
    migrateSqlite(raw, ":memory:", group, loadMigrations("sqlite", group));
    return raw.serialize();
  } finally {
    raw.close();
  }
}
