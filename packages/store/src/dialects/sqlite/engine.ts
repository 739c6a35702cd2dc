import { getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { ownOnly } from "../../own-only.ts";
import { allTables, type Tables } from "../../schema/index.ts";
import {
  BulkInsert,
  type BulkTable,
  type Db,
  type Engine,
  Prepared,
  type Step,
  type Work,
} from "../../work.ts";
import { sqliteKit } from "./kit.ts";
import type { SqliteConnection } from "./open.ts";

/** What Drizzle's synchronous builders and prepared queries share. */
type Statement = { all(values?: Record<string, unknown>): unknown };

/** Drives units of work on one connection, synchronously: between two yields nothing else of this process runs. */
export function sqliteEngine(raw: SqliteConnection): Engine {
  const db: Db = drizzle(raw);
  const t = allTables(sqliteKit);
  const bulk = bulkInserter(raw, db);
  const statements = new Map<string, Statement>();

  function perform(step: Step): unknown {
    if (step instanceof BulkInsert) return bulk(step);
    if (!(step instanceof Prepared)) return (step as unknown as Statement).all();
    let statement = statements.get(step.key);
    if (!statement) {
      statement = (step.build() as unknown as { prepare(): Statement }).prepare();
      statements.set(step.key, statement);
    }
    return statement.all(step.values);
  }

  function drive<R>(work: Work<R>): R {
    let step = work.next();
    while (!step.done) step = work.next(perform(step.value));
    return step.value;
  }

  return {
    t,
    async tx(work, options = {}) {
      const transaction = raw.transaction(() => drive(work(db, t)));
      const inTransaction = () => transaction.immediate();
      if (!options.durable) return inTransaction();
      // In WAL mode NORMAL survives a crash of the process, FULL also one of the machine.
      raw.pragma("synchronous = FULL");
      try {
        return inTransaction();
      } finally {
        raw.pragma("synchronous = NORMAL");
      }
    },
    async read(work) {
      return drive(work(db, t));
    },
    async copyTo(path) {
      await raw.backup(path);
      ownOnly(path);
    },
    async close() {
      raw.close();
    },
  };
}

/** One prepared statement per table, run once per row: no SQL is built per batch. */
function bulkInserter(raw: SqliteConnection, db: Db): (insert: BulkInsert) => Set<string> {
  const prepared = new Map<BulkTable, (row: Record<string, unknown>) => boolean>();

  function prepare(table: Tables[BulkTable]): (row: Record<string, unknown>) => boolean {
    const columns = Object.entries(getTableColumns(table));
    const placeholders = Object.fromEntries(columns.map(([key]) => [key, sql.placeholder(key)]));
    const text = db
      .insert(table)
      .values(placeholders as never)
      .onConflictDoNothing()
      .toSQL().sql;
    const statement = raw.prepare(text);
    return (row) => {
      const values = columns.map(([key, column]) => {
        const value = row[key];
        return value === null || value === undefined ? null : column.mapToDriverValue(value);
      });
      return statement.run(values).changes === 1;
    };
  }

  return ({ table, name, values }) => {
    let insert = prepared.get(name);
    if (!insert) {
      insert = prepare(table);
      prepared.set(name, insert);
    }
    const added = new Set<string>();
    for (const row of values) if (insert(row)) added.add(row.id);
    return added;
  };
}
