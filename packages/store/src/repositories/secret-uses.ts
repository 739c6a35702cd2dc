import type { Realm, Script } from "@scriptyard/model";
import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { contains } from "../records/filter.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** A script whose live version, or a library that it carries along, names secrets. */
export type SecretUse = Pick<Script, "module" | "name"> & { secrets: string[] };

/** By module and name. A secret is named where `secrets.get` or `secrets.value` is called with its name. */
export function* secretUses(db: Db, t: Tables, realmId: string): Work<SecretUse[]> {
  const { scripts, versions } = t;
  const mentioning = yield* rows(
    db
      .select({ module: scripts.module, name: scripts.name, id: versions.id })
      .from(scripts)
      .innerJoin(versions, eq(versions.id, scripts.liveVersionId))
      .where(
        and(
          eq(scripts.realmId, realmId as Realm["id"]),
          or(contains(versions.source, "secrets"), contains(versions.libraries, "secrets")),
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
        .select({
          id: versions.id,
          source: versions.source,
          libraries: sql<string>`cast(${versions.libraries} as text)`,
        })
        .from(versions)
        .where(inArray(versions.id, ids)),
    );
    const byId = new Map(texts.map((text) => [text.id, text]));
    for (const { id, ...script } of some) {
      const text = byId.get(id);
      const secrets = text ? secretsNamed(`${text.source}\n${text.libraries}`) : [];
      if (secrets.length > 0) uses.push({ ...script, secrets });
    }
  }
  return uses;
}

const textsAtOnce = 20;

/** Names that a text calls secrets by, each once. */
export function secretsNamed(text: string): string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(call)) names.add(name!);
  return [...names].sort();
}

/** The quote may be escaped: texts of libraries lie in JSON. */
const call = /\bsecrets\.(?:get|value)\(\s{0,20}\\?["'`]([a-z][a-z0-9-]{0,60})/g;
