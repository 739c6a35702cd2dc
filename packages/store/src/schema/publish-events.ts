import type { PublishEvent } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";
import type { ScriptsTable } from "./scripts.ts";
import type { UsersTable } from "./users.ts";
import type { VersionsTable } from "./versions.ts";

/** What became live, when, by whom, why. Append-only. */
export function publishEventsTable(
  k: Kit,
  refs: { realms: RealmsTable; scripts: ScriptsTable; versions: VersionsTable; users: UsersTable },
) {
  return k.table(
    "publish_events",
    {
      id: k.text<PublishEvent["id"]>("id").primaryKey(),
      realmId: k
        .text<PublishEvent["realmId"]>("realm_id")
        .notNull()
        .references(() => refs.realms.id),
      scriptId: k
        .text<PublishEvent["scriptId"]>("script_id")
        .notNull()
        .references(() => refs.scripts.id),
      kind: k.text<PublishEvent["kind"]>("kind").notNull(),
      versionId: k
        .text<PublishEvent["versionId"]>("version_id")
        .notNull()
        .references(() => refs.versions.id),
      version: k.int("version").notNull(),
      previousVersion: k.int("previous_version"),
      note: k.prose("note").notNull(),
      authorId: k.text<NonNullable<PublishEvent["authorId"]>>("author_id").references(() => refs.users.id),
      idempotencyKey: k.prose("idempotency_key"),
      at: k.ms("at").notNull(),
    },
    (t) => [
      // NULLs are distinct in both engines: events without a key never collide.
      k.unique("publish_events_key_uq").on(t.scriptId, t.idempotencyKey),
      k.index("publish_events_realm_ix").on(t.realmId, t.at, t.id),
      k.index("publish_events_script_ix").on(t.scriptId, t.at, t.id),
      // Without it every version that is removed is looked for in all events.
      k.index("publish_events_version_ix").on(t.versionId),
    ],
  );
}
