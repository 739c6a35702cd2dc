import type { Draft, Realm, Script } from "@scriptyard/model";
import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { contains } from "../records/filter.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** A script with its draft's text. */
export type ScriptText = Pick<Script, "id" | "module" | "name" | "hook" | "language" | "liveVersion"> &
  Pick<Draft, "revision" | "source">;

/** `units`: what their texts may have together, in characters. `except`: scripts that are known already. */
export type Mention = {
  words: readonly string[];
  limit: number;
  units: number;
  except?: readonly Script["id"][];
};

/** A library as one chooses it; its text is asked for where its revision is new. */
export type LibraryHead = Pick<Script, "id" | "module" | "name" | "description" | "language"> &
  Pick<Draft, "revision">;

/** A script whose live version runs with a library. */
export type LivePin = Pick<Script, "id" | "module" | "name"> & { version: number };

/**
 * Scripts whose drafts hold one of the words, by module and name; `more` counts those there was no room for. It looks at
 * every draft of the realm, where the reader runs; whoever asked gets the texts, so they are bounded together.
 */
export function* scriptsMentioning(
  db: Db,
  t: Tables,
  realmId: string,
  { words, limit, units, except = [] }: Mention,
): Work<{ items: ScriptText[]; more: number }> {
  const { scripts, drafts } = t;
  const found = yield* rows(
    db
      .select({ id: scripts.id, units: sql<number>`length(${drafts.source})`.mapWith(Number) })
      .from(scripts)
      .innerJoin(drafts, eq(drafts.scriptId, scripts.id))
      .where(and(ofRealm(t, realmId), or(...words.map((word) => contains(drafts.source, word)))))
      .orderBy(asc(scripts.module), asc(scripts.name)),
  );
  const known = new Set(except);
  const wanted = found.filter(({ id }) => !known.has(id));
  const ids: string[] = [];
  let left = units;
  for (const one of wanted) {
    if (ids.length === limit || one.units > left) break;
    left -= one.units;
    ids.push(one.id);
  }
  return { items: yield* textsOf(db, t, ids), more: wanted.length - ids.length };
}

/** The drafts of scripts, by module and name; those that are there. */
export function* textsOf(db: Db, { scripts, drafts }: Tables, ids: readonly string[]): Work<ScriptText[]> {
  const { id, module, name, hook, language, liveVersion } = scripts;
  const { revision, source } = drafts;
  return yield* rows(
    db
      .select({ id, module, name, hook, language, liveVersion, revision, source })
      .from(scripts)
      .innerJoin(drafts, eq(drafts.scriptId, id))
      .where(inArray(id, ids as Script["id"][]))
      .orderBy(asc(module), asc(name)),
  );
}

/** Every library of a realm, by module and name, without its text. */
export function* libraryHeads(db: Db, t: Tables, realmId: string): Work<LibraryHead[]> {
  const { id, module, name, description, language } = t.scripts;
  return yield* rows(
    db
      .select({ id, module, name, description, language, revision: t.drafts.revision })
      .from(t.scripts)
      .innerJoin(t.drafts, eq(t.drafts.scriptId, id))
      .where(and(ofRealm(t, realmId), isNull(t.scripts.hook)))
      .orderBy(asc(module), asc(name)),
  );
}

/** Scripts whose live versions run with a library of that name, by module and name. */
export function* livePins(db: Db, t: Tables, realmId: string, specifier: string): Work<LivePin[]> {
  const { scripts, versions } = t;
  const found = yield* rows(
    db
      .select({
        id: scripts.id,
        module: scripts.module,
        name: scripts.name,
        version: versions.number,
        libraries: versions.libraries,
      })
      .from(scripts)
      .innerJoin(versions, eq(versions.id, scripts.liveVersionId))
      .where(and(ofRealm(t, realmId), contains(versions.libraries, JSON.stringify(specifier))))
      .orderBy(asc(scripts.module), asc(scripts.name)),
  );
  return found
    .filter(({ libraries }) => libraries.some((one) => one.specifier === specifier))
    .map(({ id, module, name, version }) => ({ id, module, name, version }));
}

function ofRealm({ scripts }: Tables, realmId: string): SQL {
  return eq(scripts.realmId, realmId as Realm["id"]);
}
