import { type Execution, productTriggers, withoutUndefined } from "@scriptyard/model";
import { and, eq, gt, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { type ExecutionFilter, filterConditions } from "./filter.ts";
import { slotWidths } from "./slots.ts";

export type Window = Pick<ExecutionFilter, "realmId" | "scriptId" | "trigger" | "trials"> & {
  fromMs: number;
  toMs: number;
};
type Row = Tables["executionSlots"]["$inferSelect"];
export type SlotCounts = Pick<Row, "at" | "ok" | "error">;
export type Slot = SlotCounts & Pick<Row, "scriptId" | "widthMs" | "lastAt" | "latencies">;

/** Up to this many records a window is read record by record, and its figures are exact. */
export const exactRecords = 5_000;
/** Windows up to these lengths are drawn from slots of ten seconds, and of five minutes. */
const fineWindowMs = 4 * 3_600_000;
const coarseWindowMs = 48 * 3_600_000;
const dayMs = 24 * 3_600_000;

/** Of any trigger: no index knows triggers, so counting those of one could mean reading all the others. */
export function* tooManyRecords(db: Db, { executions: t }: Tables, window: Window): Work<boolean> {
  const { realmId, scriptId, fromMs, toMs } = window;
  const row = yield* first(
    db
      .select({ id: t.id })
      .from(t)
      .where(filterConditions(t, withoutUndefined({ realmId, scriptId, fromMs, toMs })))
      .limit(1)
      .offset(exactRecords),
  );
  return row !== null;
}

/** Every run of the window that the product's users caused: for windows with few records. */
export function* productRuns(db: Db, { executions: t }: Tables, window: Window) {
  return yield* rows(
    db
      .select({ scriptId: t.scriptId, at: t.startedAt, status: t.status, runUs: t.runUs })
      .from(t)
      .where(and(filterConditions(t, window), inArray(t.trigger, [...productTriggers]))),
  );
}

/** Counts of the slots that touch the window, of all scripts together: its ends are rounded outwards to whole slots. */
export function* readCounts(db: Db, { executionSlots: t }: Tables, window: Window): Work<SlotCounts[]> {
  const sum = (column: typeof t.ok) => sql<number>`sum(${column})`.mapWith(Number);
  return yield* rows(
    db
      .select({ at: t.at, ok: sum(t.ok), error: sum(t.error) })
      .from(t)
      .where(inWindow(t, window))
      .groupBy(t.at),
  );
}

/** Per script, with everything the overview needs; histograms of latencies are the dear part. */
export function* readSlots(
  db: Db,
  { executionSlots: t }: Tables,
  window: Window,
  triggers: readonly Execution["trigger"][],
): Work<Slot[]> {
  const { scriptId, at, widthMs, lastAt, ok, error, latencies } = t;
  return yield* rows(
    db
      .select({ scriptId, at, widthMs, lastAt, ok, error, latencies })
      .from(t)
      .where(and(inRanges(t, window), inArray(t.trigger, [...triggers]))),
  );
}

/** Slots of one width, from one start (included) to another (not). */
export type SlotRange = { widthMs: number; fromMs: number; toMs: number };

/**
 * What slots add up to the window, its ends rounded outwards. Of a day the whole hours are read as hours and its ends as five
 * minutes: a script that runs all the time has 46 slots at most instead of 288, and one that ran once an hour about as many.
 * Not of less than a day: a graph of 24 bars would have gaps.
 */
export function slotRanges(window: Pick<Window, "fromMs" | "toMs">): SlotRange[] {
  const widthMs = slotWidth(window);
  const whole = {
    widthMs,
    fromMs: window.fromMs - (window.fromMs % widthMs),
    toMs: Math.ceil(window.toMs / widthMs) * widthMs,
  };
  const { wide } = slotWidths;
  if (widthMs !== slotWidths.coarse || window.toMs - window.fromMs < dayMs) return [whole];
  const firstHour = Math.ceil(whole.fromMs / wide) * wide;
  const lastHour = whole.toMs - (whole.toMs % wide);
  return [
    { ...whole, toMs: firstHour },
    { widthMs: wide, fromMs: firstHour, toMs: lastHour },
    { ...whole, fromMs: lastHour },
  ].filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** The width of the slot of `slotRanges` that starts there. */
export function widthAt(window: Pick<Window, "fromMs" | "toMs">, at: number): number {
  return (
    slotRanges(window).find(({ fromMs, toMs }) => fromMs <= at && at < toMs)?.widthMs ?? slotWidth(window)
  );
}

export function inRanges(t: Tables["executionSlots"], window: Window): SQL | undefined {
  const ranges = slotRanges(window).map(({ widthMs, fromMs, toMs }) =>
    and(
      // In each part: an index is looked through by realm, width and time.
      eq(t.realmId, window.realmId as Execution["realmId"]),
      eq(t.widthMs, widthMs),
      gte(t.at, fromMs),
      lt(t.at, toMs),
    ),
  );
  return and(or(...ranges), ofWindow(t, window));
}

export function slotWidth({ fromMs, toMs }: Pick<Window, "fromMs" | "toMs">): number {
  const lengthMs = toMs - fromMs;
  if (lengthMs <= fineWindowMs) return slotWidths.fine;
  return lengthMs <= coarseWindowMs ? slotWidths.coarse : slotWidths.wide;
}

/** Slots of one width, for a graph with as many bars as it may have. */
function inWindow(t: Tables["executionSlots"], window: Window): SQL | undefined {
  const widthMs = slotWidth(window);
  return and(
    eq(t.realmId, window.realmId as Execution["realmId"]),
    eq(t.widthMs, widthMs),
    gt(t.at, window.fromMs - widthMs),
    lt(t.at, window.toMs),
    ofWindow(t, window),
  );
}

function ofWindow(t: Tables["executionSlots"], window: Window): SQL | undefined {
  return and(
    window.scriptId === undefined ? undefined : eq(t.scriptId, window.scriptId as Execution["scriptId"]),
    window.trigger === undefined ? undefined : eq(t.trigger, window.trigger),
    window.trials === false ? inArray(t.trigger, [...productTriggers]) : undefined,
  );
}
