import type { Flow, FlowDraft, FlowPublish, FlowVersion } from "@scriptyard/model";
import { sql } from "drizzle-orm";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";
import type { UsersTable } from "./users.ts";

/** With the graph that is live, which every start of a walk reads. */
export function flowsTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "flows",
    {
      id: k.text<Flow["id"]>("id").primaryKey(),
      realmId: k
        .text<Flow["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      name: k.text("name").notNull(),
      title: k.prose("title").notNull(),
      entry: k.text("entry").notNull(),
      nodes: k.json<Flow["nodes"]>("nodes").notNull(),
      edges: k.json<Flow["edges"]>("edges").notNull(),
      createdAt: k.ms("created_at").notNull(),
      updatedAt: k.ms("updated_at").notNull(),
      /** Null: never published, or from before flows had versions. */
      liveVersion: k.int("live_version"),
      /** Deleted then: walks under way end in it, and it can be taken back until retention removes it. */
      removedAt: k.ms("removed_at"),
    },
    (t) => [
      // The name of a deleted flow is free again.
      k.unique("flows_name_uq").on(t.realmId, t.name).where(sql`removed_at is null`),
      // Whoever removes a realm looks for the deleted ones as well.
      k.index("flows_realm_ix").on(t.realmId),
    ],
  );
}
export type FlowsTable = ReturnType<typeof flowsTable>;

/** A flow without a row here has nothing drawn that is not live. */
export function flowDraftsTable(k: Kit, flows: FlowsTable, users: UsersTable) {
  return k.table("flow_drafts", {
    flowId: k
      .text<FlowDraft["flowId"]>("flow_id")
      .primaryKey()
      .references(() => flows.id, { onDelete: "cascade" }),
    revision: k.int("revision").notNull(),
    basedOnVersion: k.int("based_on_version"),
    updatedAt: k.ms("updated_at").notNull(),
    updatedBy: k.text<NonNullable<FlowDraft["updatedBy"]>>("updated_by").references(() => users.id),
    graph: k.json<FlowDraft["graph"]>("graph").notNull(),
  });
}

/** Immutable: rows are inserted, never updated. */
export function flowVersionsTable(k: Kit, flows: FlowsTable) {
  return k.table(
    "flow_versions",
    {
      /** `<flow>/<number>`. */
      id: k.text("id").primaryKey(),
      flowId: k
        .text<FlowVersion["flowId"]>("flow_id")
        .notNull()
        .references(() => flows.id, { onDelete: "cascade" }),
      number: k.int("number").notNull(),
      createdAt: k.ms("created_at").notNull(),
      graph: k.json<FlowVersion["graph"]>("graph").notNull(),
    },
    (t) => [k.unique("flow_versions_number_uq").on(t.flowId, t.number)],
  );
}

/** What became a flow's live graph, when, by whom, why. Append-only. */
export function flowPublishesTable(k: Kit, flows: FlowsTable, users: UsersTable) {
  return k.table(
    "flow_publishes",
    {
      id: k.text<FlowPublish["id"]>("id").primaryKey(),
      flowId: k
        .text<FlowPublish["flowId"]>("flow_id")
        .notNull()
        .references(() => flows.id, { onDelete: "cascade" }),
      kind: k.text<FlowPublish["kind"]>("kind").notNull(),
      version: k.int("version").notNull(),
      previousVersion: k.int("previous_version"),
      note: k.prose("note").notNull(),
      authorId: k.text<NonNullable<FlowPublish["authorId"]>>("author_id").references(() => users.id),
      at: k.ms("at").notNull(),
    },
    (t) => [k.index("flow_publishes_flow_ix").on(t.flowId, t.at, t.id)],
  );
}
