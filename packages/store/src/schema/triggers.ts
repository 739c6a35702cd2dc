import type { DeadLetter, Trigger, TriggerState } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";
import type { ScriptsTable } from "./scripts.ts";

export function triggersTable(k: Kit, realms: RealmsTable, scripts: ScriptsTable) {
  return k.table(
    "triggers",
    {
      id: k.text<Trigger["id"]>("id").primaryKey(),
      realmId: k
        .text<Trigger["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      kind: k.text<Trigger["kind"]>("kind").notNull(),
      name: k.text("name").notNull(),
      description: k.prose("description").notNull(),
      // Only a script of which nothing is live can be removed; what would have started it goes with it.
      scriptId: k
        .text<Trigger["scriptId"]>("script_id")
        .notNull()
        .references(() => scripts.id, { onDelete: "cascade" }),
      config: k.json<Trigger["config"]>("config").notNull(),
      enabled: k.bool("enabled").notNull(),
      disabledReason: k.prose("disabled_reason"),
      failureLimit: k.int("failure_limit").notNull(),
      sealedSecret: k.text("sealed_secret"),
      createdAt: k.ms("created_at").notNull(),
      updatedAt: k.ms("updated_at").notNull(),
    },
    (t) => [k.unique("triggers_name_uq").on(t.realmId, t.name), k.index("triggers_script_ix").on(t.scriptId)],
  );
}
export type TriggersTable = ReturnType<typeof triggersTable>;

/** A row of its own: it changes with every run, a trigger only when somebody edits it. */
export function triggerStatesTable(k: Kit, triggers: TriggersTable) {
  return k.table("trigger_states", {
    triggerId: k
      .text<TriggerState["triggerId"]>("trigger_id")
      .primaryKey()
      .references(() => triggers.id, { onDelete: "cascade" }),
    failures: k.int("failures").notNull(),
    lastRunAt: k.ms("last_run_at"),
    lastStatus: k.text<NonNullable<TriggerState["lastStatus"]>>("last_status"),
    lastExecutionId: k.text<NonNullable<TriggerState["lastExecutionId"]>>("last_execution_id"),
    lastScheduledAt: k.ms("last_scheduled_at"),
  });
}

/** Signed requests that were accepted while their signature would still be: each counts once, in whatever process. */
export function hookSignaturesTable(k: Kit, triggers: TriggersTable) {
  return k.table(
    "hook_signatures",
    {
      /** Keyed by the trigger's own secret, so no two triggers ever see the same one. */
      signature: k.text("signature").primaryKey(),
      triggerId: k
        .text<Trigger["id"]>("trigger_id")
        .notNull()
        .references(() => triggers.id, { onDelete: "cascade" }),
      until: k.ms("until").notNull(),
    },
    (t) => [
      k.index("hook_signatures_until_ix").on(t.until),
      k.index("hook_signatures_trigger_ix").on(t.triggerId),
    ],
  );
}

/** No foreign key to triggers: what was not handled outlives the subscription that did not handle it. */
export function deadLettersTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "dead_letters",
    {
      id: k.text<DeadLetter["id"]>("id").primaryKey(),
      realmId: k
        .text<DeadLetter["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      triggerId: k.text<NonNullable<DeadLetter["triggerId"]>>("trigger_id"),
      message: k.json<DeadLetter["message"]>("message").notNull(),
      reason: k.text<DeadLetter["reason"]>("reason").notNull(),
      error: k.prose("error").notNull(),
      attempts: k.int("attempts").notNull(),
      executionId: k.text<NonNullable<DeadLetter["executionId"]>>("execution_id"),
      at: k.ms("at").notNull(),
    },
    (t) => [
      k.index("dead_letters_realm_ix").on(t.realmId, t.id),
      k.index("dead_letters_trigger_ix").on(t.triggerId, t.id),
    ],
  );
}
