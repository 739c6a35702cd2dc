import type { Realm, Script } from "@scriptyard/model";
import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import type { LibraryHead, LivePin, ScriptText } from "../types.ts";
import { type Db, rows, type Work } from "../work.ts";

/** Characters of all drafts that are answered together: they cross from the reader's thread, and are read on the main one. */
const mostCharacters = 4_000_000;

/**
 * Scripts whose drafts hold one of the words, by module and name; `more` counts those there was no room for. It looks at
 * every draft of the realm, where the reader runs. Upper and lower case may be taken for the same.
 */
export function* scriptsMentioning(
  db: Db,
  t: Tables,
  realmId: string,
  { words, limit }: { words: readonly string[]; limit: number },
): Work<{ items: ScriptText[]; more: number }> {
  const { scripts, drafts } = t;
  const found = yield* rows(
    db
      .select({ id: scripts.id, characters: sql<number>`length(${drafts.source})`.mapWith(Number) })
      .from(scripts)
      .innerJoin(drafts, eq(drafts.scriptId, scripts.id))
      .where(and(ofRealm(t, realmId), or(...words.map((word) => holds(drafts.source, word)))))
      .orderBy(asc(scripts.module), asc(scripts.name)),
  );
  const ids: Script["id"][] = [];
  let together = 0;
  for (const { id, characters } of found.slice(0, limit)) {
    together += characters;
    if (together <= mostCharacters) ids.push(id);
  }
  return { items: yield* textsOf(db, t, ids), more: found.length - ids.length };
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
      .where(and(ofRealm(t, realmId), holds(versions.libraries, JSON.stringify(specifier))))
      .orderBy(asc(scripts.module), asc(scripts.name)),
  );
  return found
    .filter(({ libraries }) => libraries.some((one) => one.specifier === specifier))
    .map(({ id, module, name, version }) => ({ id, module, name, version }));
}

function ofRealm({ scripts }: Tables, realmId: string): SQL {
  return eq(scripts.realmId, realmId as Realm["id"]);
}

/** The stored text, whatever the column makes of it. */
function holds(column: Tables["drafts"]["source"] | Tables["versions"]["libraries"], word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`cast(${column} as text) like ${pattern} escape '\\'`;
}
