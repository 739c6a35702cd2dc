import type { Draft, Realm, Script } from "@scriptyard/model";
import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { contains } from "../records/filter.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** A script with its draft's text. */
export type ScriptText = Pick<Script, "id" | "module" | "name" | "hook" | "language" | "liveVersion"> &
  Pick<Draft, "revision" | "source">;

/** How long the draft of a script is, in characters. */
export type TextSize = { id: Script["id"]; units: number };

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
 * every draft of the realm, where the reader runs; their texts are asked for a few at a time.
 */
export function* scriptsMentioning(
  db: Db,
  t: Tables,
  realmId: string,
  { words, limit, units, except = [] }: Mention,
): Work<{ items: TextSize[]; more: number }> {
  const { scripts, drafts } = t;
  const found = yield* rows(
    db
      .select({ id: scripts.id, units: unitsOf(t) })
      .from(scripts)
      .innerJoin(drafts, eq(drafts.scriptId, scripts.id))
      .where(and(ofRealm(t, realmId), or(...words.map((word) => contains(drafts.source, word)))))
      .orderBy(asc(scripts.module), asc(scripts.name)),
  );
  const known = new Set(except);
  const wanted = found.filter(({ id }) => !known.has(id));
  const items = within(wanted, { limit, units });
  return { items, more: wanted.length - items.length };
}

/** The first of them, as many as there is room for. */
function within<One extends { units: number }>(
  all: readonly One[],
  { limit, units }: { limit: number; units: number },
): One[] {
  let left = units;
  const end = all.findIndex((one, at) => {
    left -= one.units;
    return at === limit || left < 0;
  });
  return all.slice(0, end < 0 ? all.length : end);
}

const unitsOf = ({ drafts }: Tables) => sql<number>`length(${drafts.source})`.mapWith(Number);

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

/** Libraries with their drafts, by module and name, from after one on: a page of so many characters, and of one at least. */
export function* libraryTexts(
  db: Db,
  t: Tables,
  realmId: string,
  { after, units }: { after: string | null; units: number },
): Work<{ items: ScriptText[]; next: string | null }> {
  const { scripts, drafts } = t;
  const all = yield* rows(
    db
      .select({ id: scripts.id, module: scripts.module, name: scripts.name, units: unitsOf(t) })
      .from(scripts)
      .innerJoin(drafts, eq(drafts.scriptId, scripts.id))
      .where(and(ofRealm(t, realmId), isNull(scripts.hook))),
  );
  // Sorted and cut here, by one rule: a database sorts by its language, where "a_c" may come before "a-b".
  const [module = "", name = ""] = after?.split("/") ?? [];
  const left = all.filter((one) => byName(one, { module, name }) > 0).sort(byName);
  const fitting = within(left, { limit: MOST_IN_PAGE, units });
  const page = fitting.length > 0 ? fitting : left.slice(0, 1);
  const ids = page.map(({ id }) => id);
  const last = page.at(-1);
  const next = last && page.length < left.length ? `${last.module}/${last.name}` : null;
  const items = yield* textsOf(db, t, ids);
  return { items: items.sort(byName), next };
}

type Named = Pick<Script, "module" | "name">;

function byName(a: Named, b: Named): number {
  if (a.module !== b.module) return a.module < b.module ? -1 : 1;
  return a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}

/** Less than a statement may have parameters. */
const MOST_IN_PAGE = 500;

/**
 * Scripts whose live versions run with a library of that name, by module and name. A version's libraries may carry their
 * texts: they are read a few at a time, until there are as many as may be; `more` counts those that were not looked at.
 */
export function* livePins(
  db: Db,
  t: Tables,
  realmId: string,
  { specifier, limit }: { specifier: string; limit: number },
): Work<{ items: LivePin[]; more: number }> {
  const { scripts, versions } = t;
  const { id, module, name } = scripts;
  const mentioning = yield* rows(
    db
      .select({ id, module, name, versionId: versions.id, version: versions.number })
      .from(scripts)
      .innerJoin(versions, eq(versions.id, scripts.liveVersionId))
      .where(and(ofRealm(t, realmId), contains(versions.libraries, JSON.stringify(specifier))))
      .orderBy(asc(module), asc(name)),
  );
  const items: LivePin[] = [];
  let at = 0;
  for (; at < mentioning.length && items.length < limit; at += PINS_AT_ONCE) {
    const some = mentioning.slice(at, at + PINS_AT_ONCE);
    const ids = some.map(({ versionId }) => versionId);
    const read = yield* rows(
      db
        .select({ id: versions.id, libraries: versions.libraries })
        .from(versions)
        .where(inArray(versions.id, ids)),
    );
    // The name may also stand in a text that is carried along.
    const pinning = new Set(
      read
        .filter(({ libraries }) => libraries.some((one) => one.specifier === specifier))
        .map((version) => version.id),
    );
    for (const { versionId, ...pin } of some) if (pinning.has(versionId)) items.push(pin);
  }
  const dropped = items.splice(limit).length;
  return { items, more: dropped + Math.max(0, mentioning.length - at) };
}

const PINS_AT_ONCE = 20;

/** A version, live or not, that runs with a version of some library. */
export type BoundVersion = Pick<Script, "module" | "name"> & { number: number };

/** Versions of a realm's scripts that are bound to versions of a library, by name and number; `more` counts the others. */
export function* boundTo(
  db: Db,
  t: Tables,
  realmId: string,
  libraryId: Script["id"],
  limit: number,
): Work<{ items: BoundVersion[]; more: number }> {
  const { scripts, versions } = t;
  const { module, name } = scripts;
  const found = yield* rows(
    db
      .select({ module, name, number: versions.number })
      .from(versions)
      .innerJoin(scripts, eq(scripts.id, versions.scriptId))
      // An id in quotes stands in a pin; nothing else that is stored beside it looks like one.
      .where(
        and(ofRealm(t, realmId), contains(versions.libraries, `"scriptId":${JSON.stringify(libraryId)}`)),
      )
      .orderBy(asc(module), asc(name), asc(versions.number)),
  );
  const items = found.slice(0, limit);
  return { items, more: found.length - items.length };
}

function ofRealm({ scripts }: Tables, realmId: string): SQL {
  return eq(scripts.realmId, realmId as Realm["id"]);
}
