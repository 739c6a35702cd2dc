import type { Realm } from "@scriptyard/model";
import { asc, eq } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import type { ScriptRow } from "../types.ts";
import { type Db, rows, type Work } from "../work.ts";
import { rowsNamed } from "./script-rows.ts";

/**
 * Scripts in whose `module/name`, description or hook every word occurs; a library says `library`. The one that is called
 * exactly so comes first, then those found by their names, then the others; `more` counts what there was no room for.
 * Runs where the reader runs: it looks at every script of the realm.
 */
export function* searchScripts(
  db: Db,
  t: Tables,
  realmId: string,
  { text, limit }: { text: string; limit: number },
): Work<{ items: ScriptRow[]; more: number }> {
  const { id, module, name, description, hook } = t.scripts;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = yield* rows(
    db
      .select({ id, module, name, description, hook })
      .from(t.scripts)
      .where(eq(t.scripts.realmId, realmId as Realm["id"]))
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
  if (words.every((word) => called.includes(word))) return 1;
  const text = `${called} ${script.description} ${script.hook ?? "library"}`.toLowerCase();
  return words.every((word) => text.includes(word)) ? 2 : null;
}
