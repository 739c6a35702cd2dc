import { Fault, type Realm, realmPolicySchema, type User, withoutUndefined } from "@scriptyard/model";
import { and, asc, eq, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { prepared, rows, value } from "../work.ts";
import { arrayColumn, checkedColumn, objectColumn } from "./columns.ts";
import type { Context } from "./context.ts";

export interface RealmsRepository {
  list(): Promise<Realm[]>;
  byName(name: string): Promise<Realm | null>;
  byId(id: string): Promise<Realm | null>;
  create(realm: Realm): Promise<Realm>;
  update(id: string, change: Partial<Omit<Realm, "id" | "createdAt" | "lastChange">>): Promise<Realm>;
  /**
   * Changes what people set, and counts it.
   *
   * @param by.ifRevision only while it is still this one: null, and nothing is changed, when somebody was faster
   */
  change(
    id: string,
    change: Partial<Pick<Realm, "title" | "timeZone" | "settings" | "allowedHosts">>,
    by: { at: number; userId: User["id"] | null; ifRevision?: number | undefined },
  ): Promise<Realm | null>;
}

export function realmsRepository({ main }: Context): RealmsRepository {
  return {
    list: () =>
      guarded(
        main.read(function* (db, { realms }) {
          return (yield* rows(db.select().from(realms).orderBy(asc(realms.name)))).map(toRealm);
        }),
      ),
    byName: (name) =>
      guarded(
        main.read(function* (db, { realms }) {
          const [row] = yield* prepared("realms.byName", { name }, () =>
            db
              .select()
              .from(realms)
              .where(eq(realms.name, value(realms.name, "name"))),
          );
          return row ? toRealm(row) : null;
        }),
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { realms }) {
          const [row] = yield* prepared("realms.byId", { id }, () =>
            db
              .select()
              .from(realms)
              .where(eq(realms.id, value(realms.id, "id"))),
          );
          return row ? toRealm(row) : null;
        }),
      ),
    create: (realm) =>
      guarded(
        main.tx(function* (db, { realms }) {
          const [row] = yield* rows(db.insert(realms).values(realm).returning());
          return toRealm(row!);
        }),
        { conflict: `There is already a realm "${realm.name}".` },
      ),
    update: (id, change) =>
      guarded(
        main.tx(function* (db, { realms }) {
          const [row] = yield* rows(
            db
              .update(realms)
              .set({ id: id as Realm["id"], ...withoutUndefined(change) })
              .where(eq(realms.id, id as Realm["id"]))
              .returning(),
          );
          if (!row) throw new Fault("not_found", `There is no realm ${id}.`);
          return toRealm(row);
        }),
        { conflict: `There is already a realm "${change.name}".` },
      ),
    change: (id, change, { at, userId, ifRevision }) =>
      guarded(
        main.tx(function* (db, { realms }) {
          const own = eq(realms.id, id as Realm["id"]);
          const [row] = yield* rows(
            db
              .update(realms)
              .set({
                ...withoutUndefined(change),
                revision: sql`${realms.revision} + 1`,
                changedAt: at,
                changedBy: userId,
              })
              .where(ifRevision === undefined ? own : and(own, eq(realms.revision, ifRevision)))
              .returning(),
          );
          return row ? toRealm(row) : null;
        }),
      ),
  };
}

function toRealm(row: Tables["realms"]["$inferSelect"]): Realm {
  const where = `realms.${row.id}`;
  objectColumn(row.settings, `${where} settings`);
  objectColumn(row.settingsSchema, `${where} settings_schema`);
  arrayColumn(row.allowedHosts, `${where} allowed_hosts`);
  const { policy, revision, changedAt, changedBy, ...rest } = row;
  const lastChange = changedAt === null ? {} : { lastChange: { revision, at: changedAt, by: changedBy } };
  const realm = { ...rest, ...lastChange };
  if (policy === null) return realm;
  return { ...realm, policy: checkedColumn(realmPolicySchema, policy, `${where} policy`) };
}
