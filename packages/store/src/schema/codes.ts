import type { OneTimeCode } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

/** No foreign key to sessions: a script can be run outside of flows. Old codes are removed by age. */
export function codesTable(k: Kit) {
  return k.table(
    "codes",
    {
      id: k.text<OneTimeCode["id"]>("id").primaryKey(),
      realmId: k.text<OneTimeCode["realmId"]>("realm_id").notNull(),
      binding: k.text("binding").notNull(),
      purpose: k.text("purpose").notNull(),
      subject: k.text("subject"),
      network: k.text("network"),
      mac: k.text("mac").notNull(),
      sealed: k.text("sealed"),
      reveal: k.bool("reveal").notNull(),
      tries: k.int("tries").notNull(),
      mostTries: k.int("most_tries").notNull(),
      createdAt: k.ms("created_at").notNull(),
      expiresAt: k.ms("expires_at").notNull(),
      endedAt: k.ms("ended_at"),
      used: k.bool("used").notNull(),
    },
    (t) => [
      k.index("codes_realm_ix").on(t.realmId, t.binding, t.purpose),
      k.index("codes_subject_ix").on(t.subject, t.createdAt),
      k.index("codes_expiry_ix").on(t.expiresAt),
    ],
  );
}
