import {
  Fault,
  type Realm,
  type RealmClosure,
  realmPolicySchema,
  type User,
  withoutUndefined,
} from "@scriptyard/model";
import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { prepared, rows, value } from "../work.ts";
import { arrayColumn, checkedColumn, objectColumn } from "./columns.ts";
import type { Context } from "./context.ts";
import { importInto, isSame, type RealmImport } from "./import-realm.ts";
import { insertContent, type RealmContent } from "./realm-content.ts";
import type { RealmFigures } from "./realm-figures.ts";
import { removeRealm } from "./remove-realm.ts";

export type NewRealm = Omit<Realm, "lastChange" | "closed">;
type Closed = NonNullable<Realm["closed"]>;

/** Of a realm that is gone for good. */
export type OnRemoved = (realm: Pick<Realm, "id" | "name">) => Promise<void> | void;

export interface RealmsRepository {
  list(): Promise<Realm[]>;
  byName(name: string): Promise<Realm | null>;
  byId(id: string): Promise<Realm | null>;
  /** With `content`, what it begins with: all of it or nothing. */
  create(realm: NewRealm, content?: RealmContent | null): Promise<Realm>;
  /** @param ifPolicy only while its policy is still this one: a Fault `conflict`, and nothing is changed, when somebody was faster */
  update(
    id: string,
    change: Partial<Omit<NewRealm, "id" | "createdAt">>,
    ifPolicy?: NonNullable<Realm["policy"]> | null,
  ): Promise<Realm>;
  /**
   * Changes what people set, and counts it.
   *
   * @param by.ifRevision only while it is still this one: null, and nothing is changed, when somebody was faster
   */
  change(
    id: string,
    change: Partial<Pick<Realm, "title" | "timeZone" | "settingsSchema" | "settings" | "allowedHosts">>,
    by: { at: number; userId: User["id"] | null; ifRevision?: number | undefined },
  ): Promise<Realm | null>;
  /** All of it, or a Fault `conflict` and nothing where something is not any more what it was. */
  import(input: RealmImport): Promise<void>;
  /** Closes it, or (`closed` null) opens it. Null, and nothing is changed, unless it still is what `from` says. */
  close(id: string, closed: Closed | null, from: RealmClosure | null): Promise<Realm | null>;
  /** How much each has, and when something happened in it last. */
  figures(): Promise<RealmFigures[]>;
  /**
   * Removes realms that were deleted before `beforeMs`, with all they have; answers their names.
   *
   * @param onRemoved told of each once it is gone: a later one may fail
   */
  prune(beforeMs: number, onRemoved?: OnRemoved): Promise<string[]>;
}

export function realmsRepository({ main, reader, writer }: Context): RealmsRepository {
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
    create: (realm, content = null) =>
      guarded(
        main.tx(
          function* (db, t) {
            const [row] = yield* rows(db.insert(t.realms).values(realm).returning());
            if (content !== null) yield* insertContent(db, t, content);
            return toRealm(row!);
          },
          // A copy is megabytes.
          { inTurns: content !== null },
        ),
        { conflict: `There is already a realm "${realm.name}".` },
      ),
    update: (id, change, ifPolicy) =>
      guarded(
        main.tx(function* (db, { realms }) {
          if (ifPolicy !== undefined) {
            const own = eq(realms.id, id as Realm["id"]);
            const [was] = yield* rows(db.select({ policy: realms.policy }).from(realms).where(own));
            if (was && !isSame(was.policy, ifPolicy))
              throw new Fault("conflict", "Somebody changed the policy meanwhile. Look at it and try again.");
          }
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
    import: (input) =>
      guarded(
        main.tx((db, t) => importInto(db, t, input), { inTurns: true }),
        { conflict: "Somebody made something of the same name just now. Look at the plan again." },
      ),
    close: (id, closed, from) =>
      guarded(
        main.tx(function* (db, { realms }) {
          const was = from === null ? isNull(realms.closedAs) : eq(realms.closedAs, from);
          const { as: closedAs, at: closedAt, by: closedBy } = closed ?? { as: null, at: null, by: null };
          const [row] = yield* rows(
            db
              .update(realms)
              .set({ closedAs, closedAt, closedBy })
              .where(and(eq(realms.id, id as Realm["id"]), was))
              .returning(),
          );
          return row ? toRealm(row) : null;
        }),
      ),
    figures: async () => {
      const found = await reader.ask("", "realmFigures");
      const ids = found.map(({ realmId }) => realmId);
      const runs = new Map(await reader.ask("", "lastRuns", ids));
      return found.map((one) => ({ ...one, lastRunAt: runs.get(one.realmId) ?? null }));
    },
    async prune(beforeMs, onRemoved) {
      const over = await guarded(
        main.read(function* (db, { realms }) {
          const isOver = and(eq(realms.closedAs, "deleted"), lt(realms.closedAt, beforeMs));
          return yield* rows(db.select({ id: realms.id, name: realms.name }).from(realms).where(isOver));
        }),
      );
      for (const realm of over) {
        await writer.removeRealm(realm.id);
        await removeRealm(main, realm.id);
        await onRemoved?.(realm);
      }
      return over.map(({ name }) => name);
    },
  };
}

function toRealm(row: Tables["realms"]["$inferSelect"]): Realm {
  const where = `realms.${row.id}`;
  objectColumn(row.settings, `${where} settings`);
  objectColumn(row.settingsSchema, `${where} settings_schema`);
  arrayColumn(row.allowedHosts, `${where} allowed_hosts`);
  const { policy, revision, changedAt, changedBy, closedAs, closedAt, closedBy, ...rest } = row;
  const lastChange = changedAt === null ? {} : { lastChange: { revision, at: changedAt, by: changedBy } };
  const closed = closedAs === null ? {} : { closed: { as: closedAs, at: closedAt ?? 0, by: closedBy } };
  const realm = { ...rest, ...lastChange, ...closed };
  if (policy === null) return realm;
  return { ...realm, policy: checkedColumn(realmPolicySchema, policy, `${where} policy`) };
}
