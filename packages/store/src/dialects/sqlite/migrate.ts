import { type AppliedMigration, journalTable, type Migration, pendingMigrations } from "../../migrations.ts";
import { StoreOpenError } from "../../open-error.ts";
import type { TableGroup } from "../../schema/index.ts";
import { type SqliteConnection, toOpenError } from "./open.ts";

/** Brings a file to our schema, all pending steps in one transaction: it has all of them afterwards, or none. */
export function migrateSqlite(
  raw: SqliteConnection,
  file: string,
  group: TableGroup,
  migrations: readonly Migration[],
): void {
  const journal = journalTable(group);
  // Steps that rebuild a table would trip over foreign keys, and the switch does nothing inside a transaction.
  raw.pragma("foreign_keys = OFF");
  raw.pragma("synchronous = FULL");
  try {
    const applied = appliedMigrations(raw, file, journal);
    const pending = pendingMigrations(file, applied, migrations);
    if (pending.length > 0) raw.transaction(() => apply(raw, file, journal, pending)).immediate();
  } catch (error) {
    throw toOpenError(file, error);
  } finally {
    raw.pragma("synchronous = NORMAL");
    raw.pragma("foreign_keys = ON");
  }
}

export function appliedMigrations(raw: SqliteConnection, file: string, journal: string): AppliedMigration[] {
  const tables = raw.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  if (tables.includes(journal))
    return raw
      .prepare(`select number, tag, sha256 from ${journal} order by number`)
      .all() as AppliedMigration[];
  if (tables.length === 0) return [];
  throw new StoreOpenError(
    "foreign",
    file,
    `${file} is an SQLite database of something else (it has a table "${tables[0]}"). Choose another data folder.`,
  );
}

function apply(raw: SqliteConnection, file: string, journal: string, pending: Migration[]): void {
  raw.exec(
    `create table if not exists ${journal} (number integer primary key, tag text not null, sha256 text not null, applied_at integer not null)`,
  );
  const note = raw.prepare(`insert into ${journal} values (?, ?, ?, ?)`);
  for (const step of pending) {
    try {
      for (const statement of step.statements) raw.exec(statement);
      note.run(step.number, step.tag, step.sha256, Date.now());
    } catch (error) {
      throw new StoreOpenError(
        "migration_failed",
        file,
        `Step ${step.number} (${step.tag}) of the schema could not be applied to ${file}: ${(error as Error).message}. Nothing was changed.`,
        error,
      );
    }
  }
  const broken = raw.pragma("foreign_key_check") as { table: string }[];
  if (broken.length > 0)
    throw new StoreOpenError(
      "migration_failed",
      file,
      `The new schema leaves ${broken.length} rows of ${file} without what they refer to (first in "${broken[0]!.table}"). Nothing was changed.`,
    );
}
