import { type Execution, productTriggers, withoutUndefined } from "@scriptyard/model";
import { and, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import type { ExecutionFilter } from "../types.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { filterConditions } from "./filter.ts";
import { slotWidths } from "./slots.ts";

export type Window = Pick<ExecutionFilter, "realmId" | "scriptId" | "trigger" | "trials"> & {
  fromMs: number;
  toMs: number;
};
type Row = Tables["executionSlots"]["$inferSelect"];
export type SlotCounts = Pick<Row, "at" | "ok" | "error">;
export type Slot = SlotCounts & Pick<Row, "scriptId" | "lastAt" | "latencies">;

/** Up to this many records a window is read record by record, and its figures are exact. */
export const exactRecords = 5_000;
/** Windows up to these lengths are drawn from slots of ten seconds, and of five minutes. */
const fineWindowMs = 4 * 3_600_000;
const coarseWindowMs = 48 * 3_600_000;

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

/** The same with everything the overview needs; histograms are the dear part. */
export function* readSlots(
  db: Db,
  { executionSlots: t }: Tables,
  window: Window,
  triggers: readonly Execution["trigger"][],
): Work<Slot[]> {
  const { scriptId, at, lastAt, ok, error, latencies } = t;
  return yield* rows(
    db
      .select({ scriptId, at, lastAt, ok, error, latencies })
      .from(t)
      .where(and(inWindow(t, window), inArray(t.trigger, [...triggers]))),
  );
}

export function slotWidth({ fromMs, toMs }: Pick<Window, "fromMs" | "toMs">): number {
  const lengthMs = toMs - fromMs;
  if (lengthMs <= fineWindowMs) return slotWidths.fine;
  return lengthMs <= coarseWindowMs ? slotWidths.coarse : slotWidths.wide;
}

export function inWindow(t: Tables["executionSlots"], window: Window): SQL | undefined {
  const widthMs = slotWidth(window);
  return and(
    eq(t.realmId, window.realmId as Execution["realmId"]),
    eq(t.widthMs, widthMs),
    gt(t.at, window.fromMs - widthMs),
    lt(t.at, window.toMs),
    window.scriptId === undefined ? undefined : eq(t.scriptId, window.scriptId as Execution["scriptId"]),
    window.trigger === undefined ? undefined : eq(t.trigger, window.trigger),
    window.trials === false ? inArray(t.trigger, [...productTriggers]) : undefined,
  );
}
