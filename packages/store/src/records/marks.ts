import type { Execution } from "@scriptyard/model";
import { searchable } from "../schema/codec.ts";

/**
 * What filters look for and no column holds: whom a run was about, the outcome it named, what it asked of the host. One
 * text of lines, each behind its kind, so that one index in the order of lists serves them all; null when there is nothing.
 * What does not fit into it is not found.
 *
 * @example "\nu:maria@example.com\no:suspicious\ne:publish\n"
 */
export function marksOf(execution: Execution): string | null {
  const { subject = [], userId, outcome = "", effects } = execution;
  const lines = new Set([
    ...[...subject, ...(userId === null ? [] : [userId])].map((name) => `u:${word(name)}`),
    ...(outcome === "" ? [] : [`o:${word(outcome)}`]),
    ...effects.map(({ name }) => `e:${word(name)}`),
  ]);
  let text = "\n";
  for (const line of lines) {
    if (text.length + line.length + 1 > mostCharacters) break;
    text += `${line}\n`;
  }
  return text === "\n" ? null : text;
}

/** What to look for in the marks of a record. A user is found by how the name, the address or the id begins. */
export const markOf = {
  user: (text: string) => `\nu:${word(text)}`,
  outcome: (text: string) => `\no:${word(text)}\n`,
  effect: (text: string) => `\ne:${word(text)}\n`,
} as const;

export type MarkFilter = keyof typeof markOf;
export const markFilters = Object.keys(markOf) as MarkFilter[];

/** Of four bytes each at most, they fit into an entry of PostgreSQL's index (2 700 bytes) with all that stands before them. */
const mostCharacters = 500;
const longestWord = 120;

function word(text: string): string {
  const start = text.slice(0, 4 * longestWord).trim();
  // Last, since a cut may leave half a character.
  return searchable(start.replace(/\s+/g, " ").slice(0, longestWord));
}
