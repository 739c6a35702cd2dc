import type { ApiToken } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";
import type { UsersTable } from "./users.ts";

export function apiTokensTable(k: Kit, realms: RealmsTable, users: UsersTable) {
  return k.table(
    "api_tokens",
    {
      id: k.text<ApiToken["id"]>("id").primaryKey(),
      realmId: k.text<NonNullable<ApiToken["realmId"]>>("realm_id").references(() => realms.id),
      role: k.text<NonNullable<ApiToken["role"]>>("role"),
      /** SQL NULL: made before there were scopes. */
      scopes: k.json<ApiToken["scopes"]>("scopes"),
      name: k.prose("name").notNull(),
      tokenHash: k.text("token_hash").notNull(),
      hint: k.prose("hint").notNull(),
      createdBy: k
        .text<ApiToken["createdBy"]>("created_by")
        .notNull()
        .references(() => users.id),
      createdAt: k.ms("created_at").notNull(),
      lastUsedAt: k.ms("last_used_at"),
      expiresAt: k.ms("expires_at"),
      revokedAt: k.ms("revoked_at"),
    },
    (t) => [k.unique("api_tokens_hash_uq").on(t.tokenHash), k.index("api_tokens_realm_ix").on(t.realmId)],
  );
}
