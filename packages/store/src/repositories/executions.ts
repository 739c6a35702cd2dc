import type { Execution, ExecutionSummary, FlowTraffic } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import type { RecordChange } from "../records/changes.ts";
import type { ExecutionFilter } from "../records/filter.ts";
import type { HistogramBucket } from "../records/histogram.ts";
import type { OverviewStats } from "../records/overview.ts";
import { toExecution } from "../records/row.ts";
import type { ScriptFigures } from "../records/script-figures.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export interface ExecutionsRepository {
  /** Writes records, log lines, error groups and what they changed beside in one transaction; idempotent by id. */
  insertMany(records: readonly Execution[], changes?: readonly RecordChange[]): Promise<void>;
  byId(id: string): Promise<Execution | null>;
  /** A page looks at so many records; with a filter that few of them fit it may be short, even empty, and have a `next`. */
  list(
    filter: ExecutionFilter,
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<ExecutionSummary>>;
  histogram(filter: ExecutionFilter, buckets: number): Promise<HistogramBucket[]>;
  overview(realmId: string, fromMs: number, toMs: number): Promise<OverviewStats>;
  /** Every script that ran in the window, in no order. */
  byScript(realmId: string, fromMs: number, toMs: number): Promise<ScriptFigures[]>;
  /** What went through a flow in the window; its ends are rounded outwards. */
  flowTraffic(
    realmId: string,
    flowId: string,
    window: { fromMs: number; toMs: number },
  ): Promise<FlowTraffic>;
  /** Deletes records older than `beforeMs`; answers how many. */
  prune(beforeMs: number): Promise<number>;
}

export function executionsRepository({ records, reader, writer, now }: Context): ExecutionsRepository {
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
    flowTraffic: (realmId, flowId, window) => reader.ask(realmId, "flowTraffic", flowId, window),
    prune: (beforeMs) => writer.prune(beforeMs),
  };
}
