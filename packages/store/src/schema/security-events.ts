import type { SecurityEvent } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";

/** What security levels refused, and changes of policies. No foreign keys to scripts: events outlive them. */
export function securityEventsTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "security_events",
    {
      id: k.text<SecurityEvent["id"]>("id").primaryKey(),
      realmId: k
        .text<SecurityEvent["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      kind: k.text<SecurityEvent["kind"]>("kind").notNull(),
      subject: k.prose("subject").notNull(),
      message: k.prose("message").notNull(),
      level: k.text("level").notNull(),
      scriptId: k.text<NonNullable<SecurityEvent["scriptId"]>>("script_id"),
      script: k.text("script"),
      version: k.int("version"),
      trigger: k.text<NonNullable<SecurityEvent["trigger"]>>("trigger"),
      executionId: k.text<NonNullable<SecurityEvent["executionId"]>>("execution_id"),
      userId: k.text<NonNullable<SecurityEvent["userId"]>>("user_id"),
      requestId: k.text("request_id"),
      count: k.big("count").notNull(),
      at: k.ms("at").notNull(),
      lastAt: k.ms("last_at").notNull(),
    },
    (t) => [k.index("security_events_realm_ix").on(t.realmId, t.lastAt, t.id)],
  );
}
