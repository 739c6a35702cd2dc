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

/**
 * Drives units of work on one connection, synchronously: between two yields nothing else of this process runs.
 *
 * @param openAside opens another connection to the same file, for work that is written in turns; without one it is written as all other
 */
export function sqliteEngine(raw: SqliteConnection, openAside?: () => SqliteConnection): Engine {
  const t = allTables(sqliteKit);
  const own = driverOf(raw);
  let aside: Driver | undefined;
  /** Until then the file is another's to write: who waits does so here, since in SQLite the thread would. */
  let inTurns: Promise<unknown> | null = null;

  async function tx<R>(work: (db: Db, t: Tables) => Work<R>, options: { durable?: boolean }): Promise<R> {
    const transaction = raw.transaction(() => own.drive(work(own.db, t)));
    const inTransaction = () => transaction.immediate();
    if (!options.durable) return inTransaction();
    // In WAL mode NORMAL survives a crash of the process, FULL also one of the machine.
    raw.pragma("synchronous = FULL");
    try {
      return inTransaction();
    } finally {
      raw.pragma("synchronous = NORMAL");
    }
  }

  return {
    t,
    async tx(work, options = {}) {
      while (inTurns !== null) await inTurns;
      if (!options.inTurns || !openAside) return tx(work, options);
      aside ??= driverOf(openAside());
      const written = driveInTurns(aside, work(aside.db, t));
      const end = () => {
        inTurns = null;
      };
      inTurns = written.then(end, end);
      return written;
    },
    async read(work) {
      return own.drive(work(own.db, t));
    },
    async copyTo(path) {
      await raw.backup(path);
      ownOnly(path);
    },
    async close() {
      while (inTurns !== null) await inTurns;
      aside?.raw.close();
      raw.close();
    },
  };
}

/** A connection with the statements it keeps. */
type Driver = {
  raw: SqliteConnection;
  db: Db;
  perform(step: Step): unknown;
  drive<R>(work: Work<R>): R;
};

function driverOf(raw: SqliteConnection): Driver {
  const db: Db = drizzle(raw);
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

  return {
    raw,
    db,
    perform,
    drive(work) {
      let step = work.next();
      while (!step.done) step = work.next(perform(step.value));
      return step.value;
    },
  };
}

/** One transaction over many turns of the loop. Whoever reads meanwhile reads on another connection: what was before. */
async function driveInTurns<R>(driver: Driver, work: Work<R>): Promise<R> {
  const { raw } = driver;
  raw.exec("begin immediate");
  try {
    let since = performance.now();
    let step = work.next();
    while (!step.done) {
      step = work.next(driver.perform(step.value));
      if (performance.now() - since < turnMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    raw.exec("commit");
    return step.value;
  } catch (error) {
    // Closed in between, it is rolled back already.
    if (raw.inTransaction) raw.exec("rollback");
    throw error;
  }
}

/** How long others wait for the thread at most, but for a single statement. */
const turnMs = 4;

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
