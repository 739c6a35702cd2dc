import type { Statement } from "better-sqlite3";
import type { SqliteConnection } from "../open.ts";

/** Texts kept; lists differ by their filters and by how many ids they look up. */
const mostStatements = 100;

/**
 * Makes a connection keep what it prepares, by SQL text, the least recently used going first. Only for a connection that
 * reads every statement to its end, since a text has one statement.
 */
export function keepStatements(raw: SqliteConnection): void {
  const kept = new Map<string, Statement>();
  const prepare = raw.prepare.bind(raw) as (text: string) => Statement;
  raw.prepare = ((text: string) => {
    const statement = kept.get(text) ?? prepare(text);
    kept.delete(text);
    kept.set(text, statement);
    if (kept.size > mostStatements) kept.delete(kept.keys().next().value!);
    return statement;
  }) as SqliteConnection["prepare"];
}
