import type { Json, StateEntry } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { RealmsTable } from "./realms.ts";

/** What scripts keep from one execution to the next. The index is the place of an entry, and the order of lists. */
export function stateEntriesTable(k: Kit, realms: RealmsTable) {
  return k.table(
    "state_entries",
    {
      id: k.text<StateEntry["id"]>("id").primaryKey(),
      realmId: k
        .text<StateEntry["realmId"]>("realm_id")
        .notNull()
        .references(() => realms.id),
      kind: k.text<StateEntry["kind"]>("kind").notNull(),
      scope: k.text<StateEntry["scope"]>("scope").notNull(),
      owner: k.prose("owner").notNull(),
      key: k.prose("key").notNull(),
      value: k.json<Json>("value").notNull(),
      bytes: k.int("bytes").notNull(),
      searchText: k.text("search_text").notNull(),
      expiresAt: k.ms("expires_at"),
      createdAt: k.ms("created_at").notNull(),
      updatedAt: k.ms("updated_at").notNull(),
    },
    (t) => [
      k.unique("state_entries_place_uq").on(t.realmId, t.scope, t.owner, t.key, t.kind),
      k.index("state_entries_expiry_ix").on(t.expiresAt),
    ],
  );
}

/** How much a realm has, so that no write has to count. Its row is what writers of a realm wait for on PostgreSQL. */
export function stateUsageTable(k: Kit, realms: RealmsTable) {
  return k.table("state_usage", {
    realmId: k
      .text<StateEntry["realmId"]>("realm_id")
      .primaryKey()
      .references(() => realms.id),
    keys: k.int("keys").notNull(),
    bytes: k.big("bytes").notNull(),
  });
}
