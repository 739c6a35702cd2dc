import { commonEnds } from "./common-ends.ts";

/** How many lines a change adds and removes. */
export type LineChange = { added: number; removed: number };

/**
 * Myers' greedy algorithm on lines, counting only. Exact up to `effort` steps of removed and added lines together; what
 * is larger is answered as if everything between the common start and end were replaced, which is an upper bound.
 *
 * @example countLineChanges("a\nb\nc", "a\nB\nc") // { added: 1, removed: 1 }
 */
export function countLineChanges(before: string, after: string, effort = 1_000): LineChange {
  if (before === after) return { added: 0, removed: 0 };
  let a = linesOf(before);
  let b = linesOf(after);
  const { start, end } = commonEnds(a, b);
  a = a.slice(start, a.length - end);
  b = b.slice(start, b.length - end);
  const edits = editDistance(a, b, effort);
  if (edits === null) return { added: b.length, removed: a.length };
  // edits = added + removed, and added − removed is what the text grew by.
  const added = (edits + b.length - a.length) / 2;
  return { added, removed: edits - added };
}

/**
 * How many lines differ: "3 changes". A replaced line counts once.
 *
 * @example changedLines("a\nb\nc", "a\nB\nc") // 1
 */
export function changedLines(before: string, after: string, effort?: number): number {
  const { added, removed } = countLineChanges(before, after, effort);
  return Math.max(added, removed);
}

/**
 * Whether no line differs, in one pass: `changedLines` is 0 then, and only then.
 *
 * @example sameLines("a\r\nb", "a\nb") // true
 */
export function sameLines(before: string, after: string): boolean {
  return before === after || unixEnds(before) === unixEnds(after);
}

const unixEnds = (text: string): string => text.replaceAll("\r\n", "\n");

/** An empty text has no lines; where they end is not what differs. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/\r\n|\n/);
}

/** Insertions and deletions of a shortest edit; null when there are more than `most`. */
function editDistance(a: readonly string[], b: readonly string[], most: number): number | null {
  const bound = Math.min(a.length + b.length, most);
  /** Furthest position in `a` reached on each diagonal. */
  const reach = new Int32Array(2 * bound + 3);
  const zero = bound + 1;
  const at = (diagonal: number) => reach[zero + diagonal]!;
  for (let edits = 0; edits <= bound; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
      let x = down ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reach[zero + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return edits;
    }
  }
  return null;
}
