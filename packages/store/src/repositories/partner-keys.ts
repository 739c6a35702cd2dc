import type { PartnerKey } from "@scriptyard/model";
import { and, asc, eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { first, rows } from "../work.ts";
import type { Context } from "./context.ts";

export interface PartnerKeysRepository {
  /** Of one realm, or of all. */
  list(realmId?: string): Promise<PartnerKey[]>;
  byName(realmId: string, name: string): Promise<PartnerKey | null>;
  /** In place of one of the same name. */
  save(key: PartnerKey): Promise<void>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
}

export function partnerKeysRepository({ main }: Context): PartnerKeysRepository {
  return {
    list: (realmId) =>
      guarded(
        main.read(function* (db, { partnerKeys }) {
          const where =
            realmId === undefined ? undefined : eq(partnerKeys.realmId, realmId as PartnerKey["realmId"]);
          return yield* rows(db.select().from(partnerKeys).where(where).orderBy(asc(partnerKeys.name)));
        }),
      ),
    byName: (realmId, name) =>
      guarded(
        main.read(function* (db, { partnerKeys }) {
          const own = and(
            eq(partnerKeys.realmId, realmId as PartnerKey["realmId"]),
            eq(partnerKeys.name, name),
          );
          return yield* first(db.select().from(partnerKeys).where(own));
        }),
      ),
    save: (key) =>
      guarded(
        main.tx(
          function* (db, { partnerKeys }) {
            const own = and(eq(partnerKeys.realmId, key.realmId), eq(partnerKeys.name, key.name));
            yield* rows(db.delete(partnerKeys).where(own).returning({ id: partnerKeys.id }));
            yield* rows(db.insert(partnerKeys).values(key).returning({ id: partnerKeys.id }));
          },
          { durable: true },
        ),
        { missing: `There is no realm ${key.realmId}.` },
      ),
    remove: (id) =>
      guarded(
        main.tx(
          function* (db, { partnerKeys }) {
            const own = eq(partnerKeys.id, id as PartnerKey["id"]);
            return (
              (yield* rows(db.delete(partnerKeys).where(own).returning({ id: partnerKeys.id }))).length > 0
            );
          },
          { durable: true },
        ),
      ),
  };
}
