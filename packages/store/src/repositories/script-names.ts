import type { Realm } from "@scriptyard/model";
import { and, asc, count, eq, inArray } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** Scripts of a realm as `module/name`, by module and name: those that answer a hook, and libraries. */
export type RealmNames = { scripts: string[]; libraries: string[] };

/** Scripts that have a security level: how many, and the first of them as `module/name`. */
export type LevelUse = { level: string; count: number; first: string[] };

/** What is there where a name is not: the first scripts of its module, or where there is no such module the first modules. */
export type NamesNear = { names: string[]; modules: string[] };

/** All of them: the names alone, since rows of a large realm are megabytes. */
export function* realmNames(db: Db, { scripts }: Tables, realmId: string): Work<RealmNames> {
  const { module, name, hook } = scripts;
  const all = yield* rows(
    db
      .select({ module, name, hook })
      .from(scripts)
      .where(ofRealm(scripts, realmId))
      .orderBy(asc(module), asc(name)),
  );
  const called = (some: typeof all) => some.map((script) => `${script.module}/${script.name}`);
  return {
    scripts: called(all.filter((script) => script.hook !== null)),
    libraries: called(all.filter((script) => script.hook === null)),
  };
}

/** In the order of `levels`; those that no script has are left out. */
export function* levelUse(
  db: Db,
  { scripts }: Tables,
  realmId: string,
  { levels, limit }: { levels: readonly string[]; limit: number },
): Work<LevelUse[]> {
  const { module, name, securityLevel } = scripts;
  const counted = yield* rows(
    db
      .select({ level: securityLevel, count: count() })
      .from(scripts)
      .where(and(ofRealm(scripts, realmId), inArray(securityLevel, [...levels])))
      .groupBy(securityLevel),
  );
  const used: LevelUse[] = [];
  for (const level of levels) {
    const found = counted.find((one) => one.level === level);
    if (!found) continue;
    const first = yield* rows(
      db
        .select({ module, name })
        .from(scripts)
        .where(and(ofRealm(scripts, realmId), eq(securityLevel, level)))
        .orderBy(asc(module), asc(name))
        .limit(limit),
    );
    used.push({ level, count: found.count, first: first.map((one) => `${one.module}/${one.name}`) });
  }
  return used;
}

/** A few, by an index: for somebody who named what is not there, and waits for no other read. */
export function* namesNear(
  db: Db,
  { scripts }: Tables,
  realmId: string,
  { module: of, limit }: { module: string; limit: number },
): Work<NamesNear> {
  const { module, name } = scripts;
  const names = yield* rows(
    db
      .select({ name })
      .from(scripts)
      .where(and(ofRealm(scripts, realmId), eq(module, of)))
      .orderBy(asc(name))
      .limit(limit),
  );
  if (names.length > 0) return { names: names.map((one) => one.name), modules: [] };
  const modules = yield* rows(
    db
      .selectDistinct({ module })
      .from(scripts)
      .where(ofRealm(scripts, realmId))
      .orderBy(asc(module))
      .limit(limit),
  );
  return { names: [], modules: modules.map((one) => one.module) };
}

const ofRealm = (scripts: Tables["scripts"], realmId: string) => eq(scripts.realmId, realmId as Realm["id"]);
