import { holdsAll, type Realm, wordsOf } from "@scriptyard/model";
import { and, asc, eq } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { rowsNamed, type ScriptRow } from "./script-rows.ts";

/**
 * Scripts in whose `module/name`, description or hook every word occurs; a library says `library`. The one that is called
 * exactly so comes first, then those found by their names, then the others; `more` counts what there was no room for.
 * Runs where the reader runs: it looks at every script of the realm.
 */
export function* searchScripts(
  db: Db,
  t: Tables,
  realmId: string,
  { text, limit, hook: wanted }: { text: string; limit: number; hook?: string },
): Work<{ items: ScriptRow[]; more: number }> {
  const { id, module, name, description, hook } = t.scripts;
  const words = wordsOf(text);
  const all = yield* rows(
    db
      .select({ id, module, name, description, hook })
      .from(t.scripts)
      .where(
        and(
          eq(t.scripts.realmId, realmId as Realm["id"]),
          wanted === undefined ? undefined : eq(hook, wanted),
        ),
      )
      .orderBy(asc(module), asc(name)),
  );
  const ranks: string[][] = [[], [], []];
  for (const script of all) {
    const rank = rankOf(script, words);
    if (rank !== null) ranks[rank]!.push(script.id);
  }
  const found = ranks.flat();
  const ids = found.slice(0, limit);
  const byId = new Map((yield* rowsNamed(db, t, realmId, { ids })).map((row) => [row.id as string, row]));
  const items = ids.flatMap((one) => byId.get(one) ?? []);
  return { items, more: found.length - ids.length };
}

type Searched = { module: string; name: string; description: string; hook: string | null };

/** Null: it is not looked for. */
function rankOf(script: Searched, words: readonly string[]): 0 | 1 | 2 | null {
  const called = `${script.module}/${script.name}`.toLowerCase();
  if (words.length === 1 && words[0] === called) return 0;
  if (holdsAll(called, words)) return 1;
  return holdsAll(`${called} ${script.description} ${script.hook ?? "library"}`, words) ? 2 : null;
}
