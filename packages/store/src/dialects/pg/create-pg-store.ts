import { assembleStore } from "../../assemble.ts";
import { directReader } from "../../reading/reader.ts";
import { directWriter } from "../../records/writer.ts";
import type { Store } from "../../store.ts";
import { type PgDb, pgEngine } from "./engine.ts";
import { migratePg } from "./migrate.ts";

export type PgStoreOptions = {
  /** A Drizzle database: `drizzle(pool)` of node-postgres, `drizzle(new PGlite())` in tests. */
  db: PgDb;
  /** Ends the driver. */
  close: () => Promise<void>;
  /** What messages call the database; no credentials in it. */
  name: string;
  now?: () => number;
};

/** The same store on PostgreSQL. Not used by the product yet; the contract suite keeps it true. */
export async function createPgStore({ db, close, name, now = Date.now }: PgStoreOptions): Promise<Store> {
  await migratePg(db, name);
  const engine = pgEngine(db, close);
  const engines = { main: engine, records: engine };
  const [reader, writer] = [directReader(engines), directWriter(engine)];
  return assembleStore({ ...engines, reader, writer, now }, close);
}
