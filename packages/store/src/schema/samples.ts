import type { Sample } from "@scriptyard/model";
import { sql } from "drizzle-orm";
import type { Kit } from "./kit.ts";
import type { ScriptsTable } from "./scripts.ts";

export function samplesTable(k: Kit, scripts: ScriptsTable) {
  return k.table(
    "samples",
    {
      id: k.text<Sample["id"]>("id").primaryKey(),
      scriptId: k
        .text<Sample["scriptId"]>("script_id")
        .notNull()
        .references(() => scripts.id, { onDelete: "cascade" }),
      name: k.prose("name").notNull(),
      description: k.prose("description").notNull(),
      args: k.json<Sample["args"]>("args").notNull(),
      calls: k.json<Sample["calls"]>("calls").notNull().default(sql`'[]'`),
      createdAt: k.ms("created_at").notNull(),
      updatedAt: k.ms("updated_at").notNull(),
    },
    (t) => [k.index("samples_script_ix").on(t.scriptId, t.createdAt, t.id)],
  );
}
