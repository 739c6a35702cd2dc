import { lineHunks } from "./line-hunks.ts";

/** A text and who made it of the one before. */
export type AuthoredText = { by: string | null; source: string };
/** Who changed how many lines; a replaced line counts once, as in `changedLines`. */
export type AuthorLines = { by: string | null; lines: number };

/**
 * Whose changes are in the last text, against the base: each line belongs to who wrote it last, a removed one to who removed
 * it, and what was changed back counts for nobody. A text that was there before (an undo, a restore) belongs to whom it belonged then.
 *
 * @example lineAuthors("a", [{ by: "usr_1", source: "a\nb" }]) // [{ by: "usr_1", lines: 1 }]
 */
export function lineAuthors(base: string, texts: readonly AuthoredText[]): AuthorLines[] {
  const baseLines = linesOf(base);
  let state: Blame = {
    lines: baseLines,
    owners: Array.from({ length: baseLines.length }),
    origins: baseLines.map((_, i) => i),
    removers: new Map(),
  };
  const known = new Map([[base, state]]);
  for (const { by, source } of texts) {
    state = known.get(source) ?? step(state, linesOf(source), by);
    known.set(source, state);
  }
  const added = new Map<string | null, number>();
  const removed = new Map<string | null, number>();
  const count = (counts: Map<string | null, number>, by: string | null | undefined) => {
    if (by !== undefined) counts.set(by, (counts.get(by) ?? 0) + 1);
  };
  for (const { aStart, aEnd, bStart, bEnd } of lineHunks(baseLines, state.lines)) {
    for (let i = bStart; i < bEnd; i++) count(added, state.owners[i]);
    for (let i = aStart; i < aEnd; i++) count(removed, state.removers.get(i));
  }
  return [...new Set([...added.keys(), ...removed.keys()])]
    .map((by) => ({ by, lines: Math.max(added.get(by) ?? 0, removed.get(by) ?? 0) }))
    .sort((a, b) => b.lines - a.lines);
}

type Blame = {
  lines: string[];
  /** Who wrote each line; undefined = the base. */
  owners: (string | null | undefined)[];
  /** The line of the base that each line is; undefined = none. */
  origins: (number | undefined)[];
  /** Lines of the base that are gone. */
  removers: Map<number, string | null>;
};

function step(before: Blame, lines: string[], by: string | null): Blame {
  const owners: Blame["owners"] = [];
  const origins: Blame["origins"] = [];
  const removers = new Map(before.removers);
  let at = 0;
  const keep = (end: number) => {
    for (; at < end; at++) {
      owners.push(before.owners[at]);
      origins.push(before.origins[at]);
    }
  };
  for (const { aStart, aEnd, bStart, bEnd } of lineHunks(before.lines, lines)) {
    keep(aStart);
    for (; at < aEnd; at++) {
      const origin = before.origins[at];
      if (origin !== undefined) removers.set(origin, by);
    }
    for (let i = bStart; i < bEnd; i++) {
      owners.push(by);
      origins.push(undefined);
    }
  }
  keep(before.lines.length);
  return { lines, owners, origins, removers };
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/\r\n|\n/);
}
