import type { Execution } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

/**
 * Executions counted per script, trigger and slot of time, in three widths (`records/slots.ts`). The overview of a busy
 * month reads a few thousand of these instead of millions of records.
 */
export function executionSlotsTable(k: Kit) {
  return k.table(
    "execution_slots",
    {
      realmId: k.text<Execution["realmId"]>("realm_id").notNull(),
      scriptId: k.text<Execution["scriptId"]>("script_id").notNull(),
      trigger: k.text<Execution["trigger"]>("trigger").notNull(),
      widthMs: k.int("width_ms").notNull(),
      /** Start of the slot. */
      at: k.ms("at").notNull(),
      ok: k.big("ok").notNull(),
      error: k.big("error").notNull(),
      lastAt: k.ms("last_at").notNull(),
      /** Sparse latency histogram: bucket, count, bucket, count … (`records/latency.ts`). */
      latencies: k.json<number[]>("latencies").notNull(),
    },
    (t) => [
      k.unique("execution_slots_uq").on(t.widthMs, t.at, t.scriptId, t.trigger),
      k.index("execution_slots_realm_ix").on(t.realmId, t.widthMs, t.at),
    ],
  );
}
