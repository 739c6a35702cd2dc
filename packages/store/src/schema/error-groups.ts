import type { ErrorActivity, ErrorGroup } from "@scriptyard/model";
import type { ErrorState } from "../records/error-state.ts";
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
      firstLayer: k.text<NonNullable<ErrorGroup["firstLayer"]>>("first_layer"),
      earliestVersion: k.int("earliest_version"),
      lastVersion: k.int("last_version"),
      /** As it was written last: a mute whose time has passed still says `muted` here, see `stateAt`. */
      status: k.text<ErrorGroup["status"]>("status").notNull(),
      statusAt: k.ms("status_at"),
      statusBy: k.text<NonNullable<ErrorGroup["statusBy"]>>("status_by"),
      mutedUntil: k.ms("muted_until"),
      mutedUntilCount: k.big("muted_until_count"),
      resolvedVersion: k.int("resolved_version"),
      cameBack: k.bool("came_back").notNull().default(false),
      cameBackVersion: k.int("came_back_version"),
      /** The act that made it what it is, as long as nothing else did: what can be undone. */
      lastAct: k.text("last_act"),
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
      // How many are open is asked all the time; no occurrence moves an entry of it.
      k.index("error_groups_status_ix").on(t.realmId, t.status, t.mutedUntil),
    ],
  );
}

/** What people said and did about a group, and what happened to it by itself. */
export function errorActivityTable(k: Kit) {
  return k.table(
    "error_activity",
    {
      id: k.text("id").primaryKey(),
      errorGroupId: k.text<ErrorActivity["errorGroupId"]>("error_group_id").notNull(),
      /** One act on many groups is one. */
      actId: k.text("act_id"),
      kind: k.text<ErrorActivity["kind"]>("kind").notNull(),
      userId: k.text<NonNullable<ErrorActivity["userId"]>>("user_id"),
      at: k.ms("at").notNull(),
      version: k.int("version"),
      until: k.ms("until"),
      times: k.int("times"),
      editedAt: k.ms("edited_at"),
      /** What the group was before the act, for taking it back. */
      before: k.json<ErrorState>("before"),
      text: k.prose("text"),
    },
    (t) => [
      k.index("error_activity_group_ix").on(t.errorGroupId, t.at, t.id),
      k.index("error_activity_act_ix").on(t.actId),
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
