import { Fault } from "@scriptyard/model";
import { desc, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import {
  type ExecutionFilter,
  filterConditions,
  siftColumns,
  siftConditions,
  splitFilter,
  wantedText,
} from "./filter.ts";
import { budgets } from "./list.ts";
import { readCounts, slotWidth, tooManyRecords } from "./read-slots.ts";
import { slotWidths } from "./slots.ts";

export type HistogramBucket = { fromMs: number; ok: number; error: number };

const dayMs = 86_400_000;
/**
 * Executions per bucket of time; without `fromMs`/`toMs` the last 24 hours. Filters that the slots know (script,
 * trigger, status, time) are answered from them when the window is busy, all others by counting records.
 */
export function* histogram(
  db: Db,
  t: Tables,
  filter: ExecutionFilter,
  wanted: number,
  nowMs: number,
): Work<HistogramBucket[]> {
  const toMs = filter.toMs ?? nowMs + 1;
  const fromMs = filter.fromMs ?? toMs - dayMs;
  const buckets = emptyBuckets(fromMs, toMs, wanted);
  const window = { ...filter, fromMs, toMs };

  if (isSlotFilter(filter) && (yield* tooManyRecords(db, t, window))) {
    const halfMs = slotWidth(window) / 2;
    for (const slot of yield* readCounts(db, t, window)) {
      const bucket = bucketAt(buckets, slot.at + halfMs);
      if (filter.status !== "error") bucket.ok += slot.ok;
      if (filter.status !== "ok") bucket.error += slot.error;
    }
    return buckets.list;
  }
  for (const cell of yield* countRecords(db, t, window, buckets)) {
    buckets.list[Math.min(buckets.list.length - 1, cell.bucket)]![cell.status] += cell.count;
  }
  return buckets.list;
}

export type Buckets = { fromMs: number; widthMs: number; list: HistogramBucket[] };

export function emptyBuckets(fromMs: number, toMs: number, wanted: number): Buckets {
  if (!(toMs > fromMs))
    throw new Fault(
      "bad_request",
      `toMs: ${toMs} is not after fromMs ${fromMs}. Ask for a window that has a length.`,
    );
  const count = Math.max(1, Math.min(mostBuckets(fromMs, toMs), Math.trunc(wanted) || 1));
  const widthMs = Math.max(1, Math.ceil((toMs - fromMs) / count));
  const list = Array.from({ length: count }, (_, i) => ({ fromMs: fromMs + i * widthMs, ok: 0, error: 0 }));
  return { fromMs, widthMs, list };
}

/** None narrower than the slots that a busy window is drawn from: there would be gaps between them. */
function mostBuckets(fromMs: number, toMs: number): number {
  const widthMs = slotWidth({ fromMs, toMs });
  return widthMs === slotWidths.fine ? 500 : Math.min(500, Math.floor((toMs - fromMs) / widthMs));
}

/** The bucket of a moment; moments outside belong to the nearest one (slots stick out at both ends). */
export function bucketAt({ fromMs, widthMs, list }: Buckets, atMs: number): HistogramBucket {
  const index = Math.floor((atMs - fromMs) / widthMs);
  return list[Math.max(0, Math.min(list.length - 1, index))]!;
}

function isSlotFilter(filter: ExecutionFilter): boolean {
  const known = new Set(["realmId", "scriptId", "trigger", "trials", "status", "fromMs", "toMs"]);
  return Object.entries(filter).every(([key, value]) => value === undefined || known.has(key));
}

/** Looks at so many records as a page of a list does, newest first; what is older than those shows as zero. */
function* countRecords(
  db: Db,
  { executions: t }: Tables,
  filter: ExecutionFilter,
  { fromMs, widthMs }: Buckets,
): Work<{ bucket: number; status: "ok" | "error"; count: number }[]> {
  const text = wantedText(filter.text);
  const { seek, sift } = splitFilter(filter);
  const newest = db
    .select(siftColumns(t))
    .from(t)
    .where(filterConditions(t, seek))
    .orderBy(desc(t.startedAt), desc(t.id))
    .limit(text === null ? budgets.columns : budgets.text)
    .as("newest");
  // SQLite binds numbers as floating point and would divide so; the casts make it whole numbers on both engines.
  const bucket: SQL<number> = sql`cast((${newest.startedAt} - cast(${fromMs} as bigint)) / cast(${widthMs} as bigint) as integer)`;
  return yield* rows(
    db
      .select({
        bucket: bucket.mapWith(Number).as("bucket"),
        status: newest.status,
        count: sql<number>`count(*)`.mapWith(Number),
      })
      .from(newest)
      .where(siftConditions(newest, sift, text))
      .groupBy(sql`1`, newest.status),
  );
}
