import type { LanguageId, Script } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";

export function scriptsTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "scripts",
    {
      id: k.text<Script["id"]>("id").primaryKey(),
      realmId: k
        .text<Script["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      module: k.text("module").notNull(),
      name: k.text("name").notNull(),
      hook: k.text("hook"),
      language: k.text<LanguageId>("language").notNull(),
      description: k.prose("description").notNull(),
      limits: k.json<Script["limits"]>("limits").notNull(),
      securityLevel: k.text("security_level").notNull(),
      liveVersion: k.int("live_version"),
      // No foreign key: versions point to scripts, a cycle would need deferred constraints.
      liveVersionId: k.text<NonNullable<Script["liveVersionId"]>>("live_version_id"),
      /** The version that was live when it was retired. */
      retiredVersion: k.int("retired_version"),
      /** Since when it is being deleted with its history, a portion at a time: nothing of it becomes live any more. */
      removedAt: k.ms("removed_at"),
      /** Whether the draft's lines are others than the live version's: known without reading either text. */
      draftDiffers: k.bool("draft_differs").notNull().default(false),
      createdAt: k.ms("created_at").notNull(),
      updatedAt: k.ms("updated_at").notNull(),
    },
    (t) => [k.unique("scripts_name_uq").on(t.realmId, t.module, t.name)],
  );
}
export type ScriptsTable = ReturnType<typeof scriptsTable>;
