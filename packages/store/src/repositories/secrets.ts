import { Fault, type SecretPlace, type SecretVersion } from "@scriptyard/model";
import { and, asc, desc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { rows } from "../work.ts";
import type { Context } from "./context.ts";
import type { SecretUse } from "./secret-uses.ts";

export interface SecretsRepository {
  /** Every version that is kept, of one realm or of all: by name, the realm's before a script's own, the newest first. */
  list(realmId?: string): Promise<SecretVersion[]>;
  /**
   * A new version, the one in use from now on. Of the older ones as many are kept as there is room for.
   *
   * @param options how many versions are kept, and the newest that whoever sets it knew: null where there was none
   * @throws Fault `conflict` when another one is the newest
   */
  put(
    version: Omit<SecretVersion, "version" | "lastUsedAt">,
    options: { versions: number; basedOn: number | null },
  ): Promise<SecretVersion>;
  /** With all of its versions; false where there is none. */
  remove(realmId: string, place: SecretPlace): Promise<boolean>;
  /** See `SecretUse`; of the secrets that are named they may not have one. */
  uses(realmId: string): Promise<SecretUse[]>;
  /** Notes that runs were handed these, where that was not noted since then. */
  used(ids: readonly SecretVersion["id"][], at: { nowMs: number; sinceMs: number }): Promise<void>;
}

export function secretsRepository({ main, reader }: Context): SecretsRepository {
  return {
    list: (realmId) =>
      guarded(
        main.read(function* (db, { secrets: t }) {
          const where =
            realmId === undefined ? undefined : eq(t.realmId, realmId as SecretVersion["realmId"]);
          const found = yield* rows(
            db.select().from(t).where(where).orderBy(asc(t.name), asc(t.script), desc(t.version)),
          );
          return found.map(versionOf);
        }),
      ),
    put: (given, { versions, basedOn }) =>
      guarded(
        main.tx(
          function* (db, { secrets: t }) {
            const known = yield* rows(
              db
                .select()
                .from(t)
                .where(at(t, given.realmId, given))
                .orderBy(desc(t.version)),
            );
            const newest = known[0]?.version ?? null;
            if (newest !== null && basedOn === null) {
              const message = `There is a secret "${given.name}" already: rotate it.`;
              throw new Fault("conflict", message, { details: { issues: [{ path: "name", message }] } });
            }
            if (newest !== basedOn)
              throw new Fault(
                "conflict",
                newest === null
                  ? `The secret "${given.name}" was removed meanwhile.`
                  : `The secret "${given.name}" has version ${newest} now: somebody was faster. Look at it, and set it again.`,
              );
            const old = known.slice(versions - 1).map(({ id }) => id);
            if (old.length > 0) yield* rows(db.delete(t).where(inArray(t.id, old)).returning({ id: t.id }));
            const row = {
              ...given,
              script: given.script ?? "",
              version: (newest ?? 0) + 1,
              lastUsedAt: null,
            };
            yield* rows(db.insert(t).values(row).returning({ id: t.id }));
            return versionOf(row);
          },
          { durable: true },
        ),
        { missing: `There is no realm ${given.realmId}.` },
      ),
    remove: (realmId, place) =>
      guarded(
        main.tx(
          function* (db, { secrets: t }) {
            const own = at(t, realmId as SecretVersion["realmId"], place);
            return (yield* rows(db.delete(t).where(own).returning({ id: t.id }))).length > 0;
          },
          { durable: true },
        ),
      ),
    uses: (realmId) => reader.ask(realmId, "secretUses", realmId),
    used: (ids, { nowMs, sinceMs }) =>
      guarded(
        main.tx(function* (db, { secrets: t }) {
          const due = and(inArray(t.id, [...ids]), or(isNull(t.lastUsedAt), lt(t.lastUsedAt, sinceMs)));
          yield* rows(db.update(t).set({ lastUsedAt: nowMs }).where(due).returning({ id: t.id }));
        }),
      ),
  };
}

function at(t: Tables["secrets"], realmId: SecretVersion["realmId"], { name, script }: SecretPlace) {
  return and(eq(t.realmId, realmId), eq(t.name, name), eq(t.script, script ?? ""));
}

type Row = Omit<SecretVersion, "script"> & { script: string };
const versionOf = (row: Row): SecretVersion => ({ ...row, script: row.script === "" ? null : row.script });
