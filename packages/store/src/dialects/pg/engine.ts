import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { allTables, type Tables } from "../../schema/index.ts";
import { BulkInsert, type Db, type Engine, Prepared, type Step, type Work } from "../../work.ts";
import { pgKit } from "./kit.ts";

/** Any of Drizzle's PostgreSQL drivers: node-postgres in a server, PGlite in the tests. */
export type PgDb = PgDatabase<PgQueryResultHKT>;

/** Rows per `insert`: PostgreSQL takes 65 535 parameters. */
const bulkRows = 500;

/**
 * Drives units of work with `await` between BEGIN and COMMIT (read committed: works lock by writing first).
 * Every commit is durable there, so the option is not needed.
 */
export function pgEngine(db: PgDb, close: () => Promise<void>): Engine {
  const t = allTables(pgKit);
  return {
    t,
    tx: (work) => db.transaction((tx) => drive(work(asSharedDb(tx), t), asSharedDb(tx))),
    read: (work) => drive(work(asSharedDb(db), t), asSharedDb(db)),
    close,
  };
}

async function drive<R>(work: Work<R>, db: Db): Promise<R> {
  let step = work.next();
  while (!step.done) step = work.next(await perform(step.value, db));
  return step.value;
}

async function perform(step: Step, db: Db): Promise<unknown> {
  if (step instanceof BulkInsert) return await insertInPortions(step, db);
  if (!(step instanceof Prepared)) return await step;
  // The driver keeps named statements per connection.
  const query = step.build() as unknown as PgBuilder;
  return await query.prepare(step.key).execute(step.values);
}

type PgBuilder = { prepare(name: string): { execute(values: Record<string, unknown>): Promise<unknown> } };

async function insertInPortions({ table, values }: BulkInsert, db: Db): Promise<Set<string>> {
  const added = new Set<string>();
  for (let i = 0; i < values.length; i += bulkRows) {
    const portion = values.slice(i, i + bulkRows) as Tables["executions"]["$inferInsert"][];
    const inserted = await db.insert(table).values(portion).onConflictDoNothing().returning({ id: table.id });
    for (const { id } of inserted) added.add(id);
  }
  return added;
}

/** Works are typed against SQLite's builders; PostgreSQL's have the same methods, which the contract suite proves. */
function asSharedDb(db: PgDb): Db {
  return db as unknown as Db;
}
