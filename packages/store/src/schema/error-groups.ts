import type { ErrorGroup } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

export function errorGroupsTable(k: Kit) {
  return k.table(
    "error_groups",
    {
      id: k.text<ErrorGroup["id"]>("id").primaryKey(),
      realmId: k.text<ErrorGroup["realmId"]>("realm_id").notNull(),
      scriptId: k.text<ErrorGroup["scriptId"]>("script_id").notNull(),
      module: k.text("module").notNull(),
      name: k.text("name").notNull(),
      fingerprint: k.text("fingerprint").notNull(),
      type: k.text<ErrorGroup["type"]>("type").notNull(),
      message: k.prose("message").notNull(),
      file: k.prose("file"),
      line: k.int("line"),
      firstVersion: k.int("first_version"),
      lastVersion: k.int("last_version"),
      status: k.text<ErrorGroup["status"]>("status").notNull(),
      /** When it was last resolved; an occurrence later than that opens it again. */
      resolvedAt: k.ms("resolved_at"),
      count: k.big("count").notNull(),
      lastExecutionId: k.text<ErrorGroup["lastExecutionId"]>("last_execution_id").notNull(),
      firstSeenAt: k.ms("first_seen_at").notNull(),
      lastSeenAt: k.ms("last_seen_at").notNull(),
      searchText: k.text("search_text").notNull(),
    },
    (t) => [
      // The script is part of the fingerprint.
      k.unique("error_groups_fingerprint_uq").on(t.fingerprint),
      k.index("error_groups_realm_ix").on(t.realmId, t.lastSeenAt, t.id),
    ],
  );
}

/** Occurrences per group and hour: the sparkline. */
export function errorHoursTable(k: Kit) {
  return k.table(
    "error_hours",
    {
      errorGroupId: k.text<ErrorGroup["id"]>("error_group_id").notNull(),
      /** Start of the hour. */
      at: k.ms("at").notNull(),
      count: k.big("count").notNull(),
    },
    (t) => [k.unique("error_hours_uq").on(t.errorGroupId, t.at)],
  );
}
