import type { FlowSession } from "@scriptyard/model";
import type { FlowsTable } from "./flows.ts";
import type { Kit } from "./kit.ts";

export function flowSessionsTable(k: Kit, flows: FlowsTable) {
  return k.table(
    "flow_sessions",
    {
      id: k.text<FlowSession["id"]>("id").primaryKey(),
      realmId: k.text<FlowSession["realmId"]>("realm_id").notNull(),
      flowId: k
        .text<FlowSession["flowId"]>("flow_id")
        .notNull()
        .references(() => flows.id),
      secretHash: k.text("secret_hash").notNull(),
      status: k.text<FlowSession["status"]>("status").notNull(),
      node: k.text("node").notNull(),
      pins: k.json<FlowSession["pins"]>("pins").notNull(),
      mode: k.text<FlowSession["mode"]>("mode").notNull(),
      // Rows of before this column were started by products or by the page; those of the page end with the update.
      origin: k.text<FlowSession["origin"]>("origin").notNull().default("api"),
      browserHash: k.text("browser_hash"),
      ticket: k.json<FlowSession["ticket"]>("ticket"),
      state: k.json<FlowSession["state"]>("state").notNull(),
      /** Sealed bytes in base64. SQL NULL stands for JSON null, here and below. */
      suspension: k.json<FlowSession["suspension"]>("suspension"),
      lastAnswer: k.json<FlowSession["lastAnswer"]>("last_answer"),
      createdAt: k.ms("created_at").notNull(),
      updatedAt: k.ms("updated_at").notNull(),
      expiresAt: k.ms("expires_at").notNull(),
    },
    (t) => [
      k.index("flow_sessions_expiry_ix").on(t.expiresAt),
      // Without it every flow that is removed is looked for in all sessions.
      k.index("flow_sessions_flow_ix").on(t.flowId),
    ],
  );
}
