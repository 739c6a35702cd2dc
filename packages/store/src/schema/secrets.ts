import type { SecretVersion } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";

/** Versions of the secrets that scripts use, a row each. What is sealed is for the engine alone. */
export function secretsTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "secrets",
    {
      id: k.text<SecretVersion["id"]>("id").primaryKey(),
      realmId: k
        .text<SecretVersion["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      name: k.text("name").notNull(),
      /** "" for all of the realm: what is null is never the same twice, and a name is to be unique. */
      script: k.text("script").notNull(),
      version: k.int("version").notNull(),
      sealed: k.text("sealed").notNull(),
      createdBy: k.text<NonNullable<SecretVersion["createdBy"]>>("created_by"),
      createdAt: k.ms("created_at").notNull(),
      lastUsedAt: k.ms("last_used_at"),
    },
    (t) => [k.unique("secrets_version_uq").on(t.realmId, t.name, t.script, t.version)],
  );
}
