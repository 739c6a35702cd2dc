import { productTriggers } from "@scriptyard/model";
import type { Tables } from "../schema/index.ts";
import type { Db, Work } from "../work.ts";
import { bucketAt, emptyBuckets, type HistogramBucket } from "./histogram.ts";
import {
  addLatency,
  addStored,
  exactQuantiles,
  type Latencies,
  quantiles,
  wantedQuantiles,
} from "./latency.ts";
import { productRuns, readCounts, readSlots, slotWidth, tooManyRecords, type Window } from "./read-slots.ts";

export type ScriptStats = {
  scriptId: string;
  executions: number;
  errors: number;
  p50Us: number;
  p95Us: number;
  p99Us: number;
  lastAtMs: number | null;
  /** Executions per bucket over the window, oldest first, 24 buckets. */
  spark: { ok: number; error: number }[];
};

export type OverviewStats = {
  executions: number;
  errors: number;
  p50Us: number;
  p95Us: number;
  p99Us: number;
  histogram: HistogramBucket[];
  scripts: ScriptStats[];
};

const sparkBuckets = 24;
const histogramBuckets = 48;

/** Where on the time axis how many count. */
type Mark = { at: number; ok: number; error: number };

/** One observation: a record, or a slot with many. */
type Cell = Mark & {
  scriptId: string;
  lastAt: number;
  runUs?: number;
  latencies?: number[];
};

/**
 * Exact while the window holds few records; from slots when it is busy (percentiles at most 1.1 % off, ends of the
 * window rounded out to whole slots). Either way it takes milliseconds, whatever the number of records.
 */
export function* overview(
  db: Db,
  t: Tables,
  realmId: string,
  fromMs: number,
  toMs: number,
): Work<OverviewStats> {
  const window = { realmId, fromMs, toMs };
  const total = newTally(window, histogramBuckets);
  const scripts = new Map<string, Tally>();
  const busy = yield* tooManyRecords(db, t, window);
  const cells = busy ? yield* slotCells(db, t, window) : yield* recordCells(db, t, window);
  // The graph has more bars than a script's: hours would leave every second one empty.
  for (const mark of busy ? yield* marksOf(db, t, window) : cells) draw(total, mark);
  for (const cell of cells) {
    let script = scripts.get(cell.scriptId);
    if (!script) {
      script = newTally(window, sparkBuckets);
      scripts.set(cell.scriptId, script);
    }
    count(total, cell);
    count(script, cell);
    draw(script, cell);
    if (cell.runUs !== undefined) script.exact.push(cell.runUs);
    if (cell.latencies) addStored(script.latencies, cell.latencies);
  }
  for (const { exact, latencies } of scripts.values()) {
    total.exact.push(...exact);
    for (const [bucket, n] of latencies) addLatency(total.latencies, bucket, n);
  }
  return {
    ...figures(total),
    histogram: total.buckets.list,
    scripts: [...scripts]
      .map(([scriptId, tally]): ScriptStats => {
        const spark = tally.buckets.list.map(({ ok, error }: HistogramBucket) => ({ ok, error }));
        return { scriptId, ...figures(tally), lastAtMs: tally.lastAt, spark };
      })
      .sort((a, b) => b.executions - a.executions || (a.scriptId < b.scriptId ? -1 : 1)),
  };
}

type Tally = {
  ok: number;
  error: number;
  lastAt: number;
  exact: number[];
  latencies: Latencies;
  buckets: ReturnType<typeof emptyBuckets>;
};

function newTally({ fromMs, toMs }: Window, buckets: number): Tally {
  return {
    ok: 0,
    error: 0,
    lastAt: 0,
    exact: [],
    latencies: new Map(),
    buckets: emptyBuckets(fromMs, toMs, buckets),
  };
}

function count(tally: Tally, cell: Cell): void {
  tally.ok += cell.ok;
  tally.error += cell.error;
  tally.lastAt = Math.max(tally.lastAt, cell.lastAt);
}

function draw(tally: Tally, cell: Mark): void {
  const bucket = bucketAt(tally.buckets, cell.at);
  bucket.ok += cell.ok;
  bucket.error += cell.error;
}

function figures(tally: Tally) {
  const [p50Us, p95Us, p99Us] = tally.exact.length
    ? exactQuantiles(tally.exact, wantedQuantiles)
    : quantiles(tally.latencies, wantedQuantiles);
  return {
    executions: tally.ok + tally.error,
    errors: tally.error,
    p50Us: p50Us!,
    p95Us: p95Us!,
    p99Us: p99Us!,
  };
}

function* slotCells(db: Db, t: Tables, window: Window): Work<Cell[]> {
  const slots = yield* readSlots(db, t, window, productTriggers);
  return slots.map(({ widthMs, ...slot }) => ({ ...slot, at: slot.at + widthMs / 2 }));
}

function* marksOf(db: Db, t: Tables, window: Window): Work<Mark[]> {
  const halfMs = slotWidth(window) / 2;
  const counts = yield* readCounts(db, t, { ...window, trials: false });
  return counts.map((slot) => ({ ...slot, at: slot.at + halfMs }));
}

function* recordCells(db: Db, t: Tables, window: Window): Work<Cell[]> {
  const found = yield* productRuns(db, t, window);
  return found.map(({ scriptId, at, status, runUs }) => ({
    scriptId,
    at,
    lastAt: at,
    ok: status === "ok" ? 1 : 0,
    error: status === "error" ? 1 : 0,
    runUs,
  }));
}
