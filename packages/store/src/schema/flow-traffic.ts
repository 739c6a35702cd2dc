import type { Flow } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

/**
 * What went through flows, counted per node and edge in slots of time (`records/flow-traffic.ts`). No foreign keys: records
 * live in their own file and outlive flows.
 */
export function flowTrafficTable(k: Kit) {
  return k.table(
    "flow_traffic",
    {
      realmId: k.text<Flow["realmId"]>("realm_id").notNull(),
      flowId: k.text<Flow["id"]>("flow_id").notNull(),
      widthMs: k.int("width_ms").notNull(),
      /** Start of the slot. */
      at: k.ms("at").notNull(),
      node: k.text("node").notNull(),
      /** Where the edge leads; empty: runs of the node itself. */
      leadsTo: k.text("leads_to").notNull(),
      /** Empty: the default edge. */
      outcome: k.prose("outcome").notNull(),
      passed: k.big("passed").notNull(),
      failed: k.big("failed").notNull(),
    },
    (t) => [
      k.unique("flow_traffic_uq").on(t.flowId, t.widthMs, t.at, t.node, t.leadsTo, t.outcome),
      k.index("flow_traffic_realm_ix").on(t.realmId, t.widthMs, t.at),
    ],
  );
}
