import { type Execution, type OutcomeErrorType, productTriggers, type Script } from "@scriptyard/model";
import { and, desc, eq, gt, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, prepared, rows, value, type Work } from "../work.ts";
import { exactQuantiles, type Latencies, quantiles, wantedQuantiles } from "./latency.ts";
import { inRanges, productRuns, tooManyRecords, type Window, widthAt } from "./read-slots.ts";
import { slotWidths } from "./slots.ts";

/** How a script fared in a window of time: runs the product's users caused, no previews and replays. */
export type ScriptFigures = {
  scriptId: Script["id"];
  executions: number;
  errors: number;
  p50Us: number;
  p95Us: number;
  p99Us: number;
  lastAtMs: number;
  /** The newest failure in the window; null when none failed, or its record was deleted. */
  lastError: {
    executionId: Execution["id"];
    type: OutcomeErrorType;
    message: string;
    atMs: number;
  } | null;
};

/** A slot with more runs than this is narrowed down before its records are searched for a failure. */
const crowdedSlot = 2_000;

/** What is known of a script before its last failure is looked up: `failedFrom` … `failedTo` holds it. */
type Tally = Omit<ScriptFigures, "lastError"> & {
  failed: { fromMs: number; toMs: number; crowded: boolean } | null;
};

/**
 * Figures of every script that ran in the window. As in the overview: exact while the window holds few records, from
 * slots when it is busy; either way milliseconds, whatever the number of records.
 */
export function* scriptFigures(
  db: Db,
  t: Tables,
  realmId: string,
  fromMs: number,
  toMs: number,
): Work<ScriptFigures[]> {
  const window = { realmId, fromMs, toMs };
  const tallies = (yield* tooManyRecords(db, t, window))
    ? yield* fromSlots(db, t, window)
    : yield* fromRecords(db, t, window);
  const figures: ScriptFigures[] = [];
  for (const { failed, ...tally } of tallies) {
    const { scriptId } = tally;
    const lastError = failed === null ? null : yield* lastFailure(db, t, scriptId, failed);
    figures.push({ ...tally, lastError });
  }
  return figures;
}

function* fromRecords(db: Db, t: Tables, window: Window): Work<Tally[]> {
  const found = yield* productRuns(db, t, window);
  const byScript = new Map<Execution["scriptId"], typeof found>();
  for (const row of found) {
    const runs = byScript.get(row.scriptId);
    if (runs) runs.push(row);
    else byScript.set(row.scriptId, [row]);
  }
  return [...byScript].map(([scriptId, runs]) => {
    const failures = runs.filter((run) => run.status === "error").map((run) => run.at);
    const failedAt = Math.max(...failures);
    const durations = runs.map((run) => run.runUs);
    return {
      scriptId,
      ...named(exactQuantiles(durations, wantedQuantiles)),
      executions: runs.length,
      errors: failures.length,
      lastAtMs: Math.max(...runs.map((run) => run.at)),
      failed: failures.length === 0 ? null : { fromMs: failedAt, toMs: failedAt + 1, crowded: false },
    };
  });
}

/** One row per script leaves the database: adding up there, and one JSON text per script, is a third of the time. */
function* fromSlots(db: Db, { executionSlots: t }: Tables, window: Window): Work<Tally[]> {
  const number = (expression: SQL) => (expression as SQL<number>).mapWith(Number);
  const found = yield* rows(
    db
      .select({
        scriptId: t.scriptId,
        ok: number(sql`sum(${t.ok})`),
        error: number(sql`sum(${t.error})`),
        most: number(sql`max(${t.ok} + ${t.error})`),
        lastAt: number(sql`max(${t.lastAt})`),
        failedAt: sql<number | null>`max(case when ${t.error} > 0 then ${t.at} end)`.mapWith(Number),
        // Without their brackets the stored lists make one list.
        latencies: sql<string | null>`string_agg(nullif(trim(${t.latencies}, '[]'), ''), ',')`,
      })
      .from(t)
      .where(and(inRanges(t, window), inArray(t.trigger, [...productTriggers])))
      .groupBy(t.scriptId),
  );
  return found.map(({ scriptId, ok, error, most, lastAt, failedAt, latencies }) => {
    const failed =
      error === 0 || failedAt === null
        ? null
        : { fromMs: failedAt, toMs: failedAt + widthAt(window, failedAt), crowded: most > crowdedSlot };
    return {
      scriptId,
      ...named(quantiles(addedUp(JSON.parse(`[${latencies ?? ""}]`) as number[]), wantedQuantiles)),
      executions: ok + error,
      errors: error,
      lastAtMs: lastAt,
      failed,
    };
  });
}

/** Buckets are small whole numbers: an array counts them in a fraction of a map's time. */
function addedUp(stored: readonly number[]): Latencies {
  const counts: number[] = [];
  for (let i = 0; i + 1 < stored.length; i += 2) {
    const bucket = stored[i]!;
    counts[bucket] = (counts[bucket] ?? 0) + stored[i + 1]!;
  }
  return new Map(counts.flatMap((count, bucket) => [[bucket, count] as const]));
}

function named([p50Us = 0, p95Us = 0, p99Us = 0]: number[]) {
  return { p50Us, p95Us, p99Us };
}

/** Null when its record is gone already: slots outlive the records they counted. */
function* lastFailure(
  db: Db,
  t: Tables,
  scriptId: Execution["scriptId"],
  failed: NonNullable<Tally["failed"]>,
): Work<ScriptFigures["lastError"]> {
  const { fromMs, toMs } = failed.crowded ? yield* narrowed(db, t, scriptId, failed) : failed;
  const { executions } = t;
  const [found] = yield* prepared("executions.lastFailure", { scriptId, fromMs, toMs }, () =>
    db
      .select({
        executionId: executions.id,
        type: executions.errorType,
        message: executions.errorMessage,
        atMs: executions.startedAt,
      })
      .from(executions)
      .where(
        and(
          eq(executions.scriptId, value(executions.scriptId, "scriptId")),
          gte(executions.startedAt, value(executions.startedAt, "fromMs")),
          lt(executions.startedAt, value(executions.startedAt, "toMs")),
          eq(executions.status, "error"),
          inArray(executions.trigger, [...productTriggers]),
        ),
      )
      .orderBy(desc(executions.startedAt), desc(executions.id))
      .limit(1),
  );
  if (found === undefined || found.type === null) return null;
  return { ...found, type: found.type, message: found.message ?? "" };
}

/** The ten seconds of a crowded slot that hold its last failure. */
function* narrowed(
  db: Db,
  { executionSlots: t }: Tables,
  scriptId: Execution["scriptId"],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Work<{ fromMs: number; toMs: number }> {
  const width = slotWidths.fine;
  const starts = Array.from({ length: Math.ceil((toMs - fromMs) / width) }, (_, i) => fromMs + i * width);
  const fine = yield* first(
    db
      .select({ at: t.at })
      .from(t)
      // Every start by name: each is a seek in the unique index.
      .where(and(eq(t.widthMs, width), inArray(t.at, starts), eq(t.scriptId, scriptId), gt(t.error, 0)))
      .orderBy(desc(t.at))
      .limit(1),
  );
  return fine === null ? { fromMs, toMs } : { fromMs: fine.at, toMs: fine.at + width };
}
