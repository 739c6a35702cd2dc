import type { Execution } from "@scriptyard/model";
import type { Tables } from "../schema/index.ts";
import { type Db, insertNew, type Work } from "../work.ts";
import { assignGroups, countErrors } from "./error-groups.ts";
import { toRow } from "./row.ts";
import { countSlots } from "./slots.ts";

/** Statements carry one parameter per value, and engines cap those (SQLite 32 766, PostgreSQL 65 535). */
const chunkSize = 500;

/**
 * Records with their log lines, error groups and counts, for one transaction. Idempotent: what is there already (by
 * id) is neither written nor counted again, so a batch whose answer was lost may be sent once more.
 */
export function* insertExecutions(db: Db, t: Tables, records: readonly Execution[]): Work<void> {
  const distinct = [...new Map(records.map((record) => [record.id, record])).values()];
  for (let i = 0; i < distinct.length; i += chunkSize) {
    const chunk = distinct.slice(i, i + chunkSize);
    const groupOf = yield* assignGroups(db, t, chunk);
    const added = yield* insertNew(
      t.executions,
      "executions",
      chunk.map((record) => toRow(record, groupOf.get(record.id) ?? null)),
    );
    const fresh = added.size === chunk.length ? chunk : chunk.filter((record) => added.has(record.id));
    yield* countSlots(db, t, fresh);
    yield* countErrors(db, t, fresh, groupOf);
  }
}
