import type { Draft, DraftState, User } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { ScriptsTable } from "./scripts.ts";
import type { UsersTable } from "./users.ts";

/** The text comes last: in SQLite what lies behind it costs its whole length, and lists read the rest of a row only. */
export function draftsTable(k: Kit, scripts: ScriptsTable, users: UsersTable) {
  return k.table(
    "drafts",
    {
      scriptId: k
        .text<Draft["scriptId"]>("script_id")
        .primaryKey()
        .references(() => scripts.id, { onDelete: "cascade" }),
      revision: k.int("revision").notNull(),
      basedOnVersion: k.int("based_on_version"),
      updatedAt: k.ms("updated_at").notNull(),
      updatedBy: k.text<User["id"]>("updated_by").references(() => users.id),
      source: k.prose("source").notNull(),
    },
    (t) => [k.index("drafts_recent_ix").on(t.updatedAt, t.scriptId)],
  );
}

/** Texts that lost a save race: nothing typed is thrown away. */
export function lostDraftsTable(k: Kit, scripts: ScriptsTable, users: UsersTable) {
  return k.table(
    "lost_drafts",
    {
      id: k.text("id").primaryKey(),
      scriptId: k
        .text<Draft["scriptId"]>("script_id")
        .notNull()
        .references(() => scripts.id, { onDelete: "cascade" }),
      source: k.prose("source").notNull(),
      baseRevision: k.int("base_revision").notNull(),
      userId: k.text<User["id"]>("user_id").references(() => users.id),
      at: k.ms("at").notNull(),
    },
    (t) => [k.index("lost_drafts_script_ix").on(t.scriptId, t.at, t.id)],
  );
}

/** States a draft was in, so that who changed what outlives a reload and a discard; the newest few per script. The text comes last: lists do not read it. */
export function draftStatesTable(k: Kit, scripts: ScriptsTable, users: UsersTable) {
  return k.table(
    "draft_states",
    {
      /** `<script>/<revision of its first save>`. */
      id: k.text("id").primaryKey(),
      scriptId: k
        .text<Draft["scriptId"]>("script_id")
        .notNull()
        .references(() => scripts.id, { onDelete: "cascade" }),
      revision: k.int("revision").notNull(),
      kind: k.text<DraftState["kind"]>("kind").notNull(),
      origin: k.int("origin"),
      publishedVersion: k.int("published_version"),
      userId: k.text<User["id"]>("user_id").references(() => users.id),
      beganAt: k.ms("began_at").notNull(),
      at: k.ms("at").notNull(),
      bytes: k.int("bytes").notNull(),
      source: k.prose("source").notNull(),
    },
    (t) => [
      k.unique("draft_states_revision_uq").on(t.scriptId, t.revision),
      // What a realm keeps is added up from this alone.
      k.index("draft_states_bytes_ix").on(t.scriptId, t.at, t.bytes),
    ],
  );
}
