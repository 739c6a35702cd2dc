import type { Execution } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { histogram } from "../records/histogram.ts";
import { listExecutions } from "../records/list.ts";
import { overview } from "../records/overview.ts";
import { toExecution } from "../records/row.ts";
import { scriptFigures } from "../records/script-figures.ts";
import type { Store } from "../types.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export function executionsRepository({ records, writer, now }: Context): Store["executions"] {
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
    list: (filter, page) => guarded(records.read((db, t) => listExecutions(db, t, filter, page))),
    histogram: (filter, buckets) =>
      guarded(records.read((db, t) => histogram(db, t, filter, buckets, now()))),
    overview: (realmId, fromMs, toMs) =>
      guarded(records.read((db, t) => overview(db, t, realmId, fromMs, toMs))),
    byScript: (realmId, fromMs, toMs) =>
      guarded(records.read((db, t) => scriptFigures(db, t, realmId, fromMs, toMs))),
    prune: (beforeMs) => writer.prune(beforeMs),
  };
}
