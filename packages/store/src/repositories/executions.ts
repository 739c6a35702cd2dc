import type { Execution } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { toExecution } from "../records/row.ts";
import type { Store } from "../types.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export function executionsRepository({ records, reader, writer, now }: Context): Store["executions"] {
  return {
    insertMany: async (executions, changes = []) => {
      if (executions.length + changes.length > 0) await writer.write(executions, changes);
    },
    byId: (id) =>
      guarded(
        records.read(function* (db, { executions: t }) {
          const row = yield* first(
            db
              .select()
              .from(t)
              .where(eq(t.id, id as Execution["id"])),
          );
          return row && toExecution(row);
        }),
      ),
    list: (filter, page) => reader.ask(filter.realmId, "listExecutions", filter, page),
    histogram: (filter, buckets) => reader.ask(filter.realmId, "histogram", filter, buckets, now()),
    overview: (realmId, fromMs, toMs) => reader.ask(realmId, "overview", realmId, fromMs, toMs),
    byScript: (realmId, fromMs, toMs) => reader.ask(realmId, "scriptFigures", realmId, fromMs, toMs),
    prune: (beforeMs) => writer.prune(beforeMs),
  };
}
