import type { LanguageId, User, Version } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { ScriptsTable } from "./scripts.ts";
import type { UsersTable } from "./users.ts";

/** Immutable: rows are inserted, never updated. Texts come last so that lists do not read their pages. */
export function versionsTable(k: Kit, scripts: ScriptsTable, users: UsersTable) {
  return k.table(
    "versions",
    {
      id: k.text<Version["id"]>("id").primaryKey(),
      scriptId: k
        .text<Version["scriptId"]>("script_id")
        .notNull()
        .references(() => scripts.id),
      number: k.int("number").notNull(),
      language: k.text<LanguageId>("language").notNull(),
      hook: k.text("hook"),
      limits: k.json<Version["limits"]>("limits").notNull(),
      securityLevel: k.text("security_level").notNull(),
      declarationsHash: k.text("declarations_hash").notNull(),
      /** Null: published before an outcome without an edge was an error. */
      unknownOutcome: k.text<"error">("unknown_outcome"),
      sha256: k.text("sha256").notNull(),
      authorId: k.text<User["id"]>("author_id").references(() => users.id),
      note: k.prose("note").notNull(),
      createdAt: k.ms("created_at").notNull(),
      libraries: k.json<Version["libraries"]>("libraries").notNull(),
      diagnostics: k.json<Version["diagnostics"]>("diagnostics").notNull(),
      source: k.prose("source").notNull(),
      compiled: k.prose("compiled").notNull(),
      map: k.prose("map"),
    },
    (t) => [k.unique("versions_number_uq").on(t.scriptId, t.number)],
  );
}
export type VersionsTable = ReturnType<typeof versionsTable>;
