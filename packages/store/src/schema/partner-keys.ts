import type { PartnerKey } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";

export function partnerKeysTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "partner_keys",
    {
      id: k.text<PartnerKey["id"]>("id").primaryKey(),
      realmId: k
        .text<PartnerKey["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      name: k.text("name").notNull(),
      sealedKey: k.text("sealed_key").notNull(),
      createdBy: k.text<NonNullable<PartnerKey["createdBy"]>>("created_by"),
      createdAt: k.ms("created_at").notNull(),
    },
    (t) => [k.unique("partner_keys_name_uq").on(t.realmId, t.name)],
  );
}
