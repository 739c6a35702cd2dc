import type { Realm, RealmClosure } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

export function realmsTable(k: Kit) {
  return k.table(
    "realms",
    {
      id: k.text<Realm["id"]>("id").primaryKey(),
      name: k.text("name").notNull(),
      title: k.prose("title").notNull(),
      hostId: k.text("host_id").notNull(),
      timeZone: k.text("time_zone").notNull(),
      settingsSchema: k.json<Realm["settingsSchema"]>("settings_schema").notNull(),
      settings: k.json<Realm["settings"]>("settings").notNull(),
      allowedHosts: k.json<Realm["allowedHosts"]>("allowed_hosts").notNull(),
      createdAt: k.ms("created_at").notNull(),
      /** Counts what people change; with when, and who. */
      revision: k.int("revision").notNull().default(0),
      changedAt: k.ms("changed_at"),
      changedBy: k.text<`usr_${string}`>("changed_by"),
      /** SQL NULL: it is open; with since when, and who closed it. */
      closedAs: k.text<RealmClosure>("closed_as"),
      closedAt: k.ms("closed_at"),
      closedBy: k.text<`usr_${string}`>("closed_by"),
      /** SQL NULL stands for "says nothing". */
      policy: k.json<NonNullable<Realm["policy"]>>("policy"),
    },
    (t) => [k.unique("realms_name_uq").on(t.name)],
  );
}
export type RealmsTable = ReturnType<typeof realmsTable>;
