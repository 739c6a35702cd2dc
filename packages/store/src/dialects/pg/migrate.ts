import { sql } from "drizzle-orm";
import { type AppliedMigration, journalTable, loadMigrations, pendingMigrations } from "../../migrations.ts";
import { StoreOpenError } from "../../open-error.ts";
import { tableGroups } from "../../schema/index.ts";
import type { PgDb } from "./engine.ts";

/** Brings a database to our schema: both groups of tables, all pending steps, one transaction. */
export async function migratePg(db: PgDb, name: string): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      // Two servers starting at once: the second waits, then finds nothing to do.
      await tx.execute(sql`select pg_advisory_xact_lock(7365163)`);
      for (const group of tableGroups) {
        const journal = sql.raw(journalTable(group));
        await tx.execute(
          sql`create table if not exists ${journal} (number integer primary key, tag text not null, sha256 text not null, applied_at bigint not null)`,
        );
        const { rows } = (await tx.execute(
          sql`select number, tag, sha256 from ${journal} order by number`,
        )) as unknown as { rows: AppliedMigration[] };
        for (const step of pendingMigrations(name, rows, loadMigrations("pg", group))) {
          for (const statement of step.statements) await tx.execute(sql.raw(statement));
          await tx.execute(
            sql`insert into ${journal} values (${step.number}, ${step.tag}, ${step.sha256}, ${Date.now()})`,
          );
        }
      }
    });
  } catch (error) {
    if (error instanceof StoreOpenError) throw error;
    throw new StoreOpenError(
      "migration_failed",
      name,
      `The schema of ${name} could not be brought up to date: ${(error as Error).message}. Nothing was changed.`,
      error,
    );
  }
}
