import type { Execution } from "@scriptyard/model";
import { sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { addLatency, addStored, type Latencies, latencyBucket, toStored } from "./latency.ts";

/**
 * Widths of slots. Ten seconds draw the last hours, five minutes the last days, hours the weeks: what is read of a window is
 * a few hundred slots per script, however many records they counted. The number of slots of a width never exceeds the
 * number of records, so they need no retention of their own.
 */
export const slotWidths = { fine: 10_000, coarse: 300_000, wide: 3_600_000 } as const;

type Row = Tables["executionSlots"]["$inferInsert"];
type Counted = Omit<Row, "latencies"> & { latencies: Latencies };

/** Adds executions (new ones only) to the slots of their script and trigger. */
export function* countSlots(db: Db, t: Tables, executions: readonly Execution[]): Work<void> {
  const slots = countBySlot(executions);
  // Always in the same order, so that two PostgreSQL writers cannot lock each other out.
  const sorted = [...slots.keys()].sort().map((key) => slots.get(key)!);
  for (let i = 0; i < sorted.length; i += 200) yield* upsert(db, t, sorted.slice(i, i + 200));
}

function countBySlot(executions: readonly Execution[]): Map<string, Counted> {
  const slots = new Map<string, Counted>();
  for (const execution of executions) {
    for (const widthMs of Object.values(slotWidths)) {
      const { realmId, scriptId, trigger, startedAt } = execution;
      const at = startedAt - (startedAt % widthMs);
      const key = slotKey({ widthMs, at, scriptId, trigger });
      let slot = slots.get(key);
      if (!slot) {
        slot = { realmId, scriptId, trigger, widthMs, at, ok: 0, error: 0, lastAt: 0, latencies: new Map() };
        slots.set(key, slot);
      }
      slot[execution.status] += 1;
      slot.lastAt = Math.max(slot.lastAt, startedAt);
      addLatency(slot.latencies, latencyBucket(execution.metrics.runUs));
    }
  }
  return slots;
}

/**
 * Counts add up in SQL; histograms are merged here. The first statement locks the rows and answers what they held, the
 * second writes the sum: nothing can come between, on either engine.
 */
function* upsert(db: Db, { executionSlots: table }: Tables, slots: Counted[]): Work<void> {
  const target = [table.widthMs, table.at, table.scriptId, table.trigger];
  const before = yield* rows(
    db
      .insert(table)
      .values(slots.map((slot) => ({ ...slot, latencies: [] })))
      .onConflictDoUpdate({
        target,
        set: {
          ok: sql`${table.ok} + excluded.ok`,
          error: sql`${table.error} + excluded.error`,
          lastAt: sql`case when excluded.last_at > ${table.lastAt} then excluded.last_at else ${table.lastAt} end`,
        },
      })
      .returning({
        widthMs: table.widthMs,
        at: table.at,
        scriptId: table.scriptId,
        trigger: table.trigger,
        latencies: table.latencies,
      }),
  );
  const held = new Map(before.map((row) => [slotKey(row), row.latencies]));
  yield* rows(
    db
      .insert(table)
      .values(
        slots.map((slot) => {
          const merged: Latencies = new Map(slot.latencies);
          addStored(merged, held.get(slotKey(slot)) ?? []);
          return { ...slot, latencies: toStored(merged) };
        }),
      )
      .onConflictDoUpdate({ target, set: { latencies: sql`excluded.latencies` } })
      .returning({ at: table.at }),
  );
}

function slotKey(slot: Pick<Row, "widthMs" | "at" | "scriptId" | "trigger">): string {
  return `${slot.widthMs} ${slot.at} ${slot.scriptId} ${slot.trigger}`;
}
