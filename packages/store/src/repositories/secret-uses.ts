import type { Realm, Script, Version } from "@scriptyard/model";
import { and, asc, eq, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { contains } from "../records/filter.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/**
 * A script whose published live version names secrets, in its own text or in a library that it runs with. Those that are live
 * from a file or a host's default are not in the database, and not among these.
 */
export type SecretUse = Pick<Script, "module" | "name"> & { secrets: string[] };

/**
 * By module and name. A secret is named where `secrets.get` or `secrets.value` is called with its name. Libraries run in
 * nobody's name, so what they name counts for whoever is bound to that version of them.
 */
export function* secretUses(db: Db, t: Tables, realmId: string): Work<SecretUse[]> {
  const { scripts, versions } = t;
  const libraries = yield* libraryUses(db, t, realmId);
  const mentioning = yield* rows(
    db
      .select({ module: scripts.module, name: scripts.name, id: versions.id })
      .from(scripts)
      .innerJoin(versions, eq(versions.id, scripts.liveVersionId))
      .where(
        and(
          ofRealm(t, realmId),
          isNotNull(scripts.hook),
          or(
            contains(versions.source, "secrets"),
            contains(versions.libraries, "secrets"),
            ...(libraries.size > 0 ? [contains(versions.libraries, '"versionId"')] : []),
          ),
        ),
      )
      .orderBy(asc(scripts.module), asc(scripts.name)),
  );
  const uses: SecretUse[] = [];
  for (let at = 0; at < mentioning.length; at += textsAtOnce) {
    const some = mentioning.slice(at, at + textsAtOnce);
    const ids = some.map(({ id }) => id);
    const texts = yield* rows(
      db
        .select({ id: versions.id, source: versions.source, libraries: versions.libraries })
        .from(versions)
        .where(inArray(versions.id, ids)),
    );
    const byId = new Map(texts.map((text) => [text.id, text]));
    for (const { id, ...script } of some) {
      const text = byId.get(id);
      if (text === undefined) continue;
      const names = [
        ...secretsNamed(text.source),
        ...text.libraries.flatMap((one) =>
          "versionId" in one ? (libraries.get(one.versionId) ?? []) : secretsNamed(one.source),
        ),
      ];
      if (names.length > 0) uses.push({ ...script, secrets: [...new Set(names)].sort() });
    }
  }
  return uses;
}

/** What each version of a realm's libraries names, live or not: scripts are bound to older ones too. */
function* libraryUses(db: Db, t: Tables, realmId: string): Work<Map<Version["id"], string[]>> {
  const { scripts, versions } = t;
  const mentioning = yield* rows(
    db
      .select({ id: versions.id })
      .from(versions)
      .innerJoin(scripts, eq(scripts.id, versions.scriptId))
      .where(and(ofRealm(t, realmId), isNull(versions.hook), contains(versions.source, "secrets"))),
  );
  const uses = new Map<Version["id"], string[]>();
  for (let at = 0; at < mentioning.length; at += textsAtOnce) {
    const ids = mentioning.slice(at, at + textsAtOnce).map(({ id }) => id);
    const texts = yield* rows(
      db.select({ id: versions.id, source: versions.source }).from(versions).where(inArray(versions.id, ids)),
    );
    for (const { id, source } of texts) {
      const names = secretsNamed(source);
      if (names.length > 0) uses.set(id, names);
    }
  }
  return uses;
}

function ofRealm({ scripts }: Tables, realmId: string): SQL {
  return eq(scripts.realmId, realmId as Realm["id"]);
}

const textsAtOnce = 20;

/** Names that a text calls secrets by, each once. */
export function secretsNamed(text: string): string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(call)) names.add(name!);
  return [...names].sort();
}

const call = /\bsecrets\.(?:get|value)\(\s{0,20}["'`]([a-z][a-z0-9-]{0,60})/g;
