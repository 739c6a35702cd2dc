import { readFileSync } from "node:fs";
import { type PgTable, getTableConfig as pgTable } from "drizzle-orm/pg-core";
import { type SQLiteTable, getTableConfig as sqliteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { pgKit } from "./dialects/pg/kit.ts";
import { sqliteKit } from "./dialects/sqlite/kit.ts";
import { mainTables, recordTables, tableGroups } from "./schema/index.ts";

const dialects = {
  sqlite: { kit: sqliteKit, config: (table: unknown) => sqliteTable(table as SQLiteTable) },
  pg: { kit: pgKit, config: (table: unknown) => pgTable(table as PgTable) },
};
const tablesOf = { main: mainTables, records: recordTables };

/** Columns by table, of the schema as the last migration leaves it. */
function migrated(dialect: string, group: string): { [table: string]: string[] } {
  const meta = new URL(`../migrations/${dialect}/${group}/meta/`, import.meta.url);
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, meta), "utf8"));
  const { idx } = read("_journal.json").entries.at(-1) as { idx: number };
  const { tables } = read(`${String(idx).padStart(4, "0")}_snapshot.json`) as {
    tables: { [name: string]: { name: string; columns: object } };
  };
  const columns = Object.values(tables).map((table) => [table.name, Object.keys(table.columns).sort()]);
  return Object.fromEntries(columns);
}

describe.each(["sqlite", "pg"] as const)("%s", (dialect) => {
  test.each(tableGroups)("every table and column of %s has its migration", (group) => {
    const { kit, config } = dialects[dialect];
    const declared = Object.values(tablesOf[group](kit)).map((table) => {
      const { name, columns } = config(table);
      return [name, columns.map((column) => column.name).sort()];
    });
    expect(migrated(dialect, group)).toEqual(Object.fromEntries(declared));
  });
});
