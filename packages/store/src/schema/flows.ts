import type { Flow } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";

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
    },
    (t) => [k.unique("flows_name_uq").on(t.realmId, t.name)],
  );
}
export type FlowsTable = ReturnType<typeof flowsTable>;
