import { commonEnds } from "./common-ends.ts";

/** Lines `[aStart, aEnd)` of one text became lines `[bStart, bEnd)` of the other. */
export type LineHunk = { aStart: number; aEnd: number; bStart: number; bEnd: number };

/**
 * Where two lists of lines differ, in order: Myers' greedy algorithm, exact up to `effort` removed and added lines
 * together. What is larger is one hunk between the common start and end.
 *
 * @example lineHunks(["a", "b"], ["a", "B"]) // [{ aStart: 1, aEnd: 2, bStart: 1, bEnd: 2 }]
 */
export function lineHunks(a: readonly string[], b: readonly string[], effort = 1_000): LineHunk[] {
  const { start, end } = commonEnds(a, b);
  const middleA = a.slice(start, a.length - end);
  const middleB = b.slice(start, b.length - end);
  if (middleA.length === 0 && middleB.length === 0) return [];
  const found = hunksOf(middleA, middleB, effort) ?? [
    { aStart: 0, aEnd: middleA.length, bStart: 0, bEnd: middleB.length },
  ];
  return found.map((hunk) => ({
    aStart: hunk.aStart + start,
    aEnd: hunk.aEnd + start,
    bStart: hunk.bStart + start,
    bEnd: hunk.bEnd + start,
  }));
}

function hunksOf(a: readonly string[], b: readonly string[], effort: number): LineHunk[] | null {
  const bound = Math.min(a.length + b.length, effort);
  const zero = bound + 1;
  const reach = new Int32Array(2 * bound + 3);
  /** What was reached before each step, its diagonals only. */
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= bound; edits++) {
    trace.push(reach.slice(zero - edits - 1, zero + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = reach[zero + diagonal - 1]!;
      const above = reach[zero + diagonal + 1]!;
      const down = diagonal === -edits || (diagonal !== edits && below < above);
      let x = down ? above : below + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reach[zero + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return null;
}

function walkBack(trace: readonly Int32Array[], aLength: number, bLength: number): LineHunk[] {
  const hunks: LineHunk[] = [];
  let x = aLength;
  let y = bLength;
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const at = (diagonal: number) => trace[edits]![edits + 1 + diagonal]!;
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const fromX = down ? at(diagonal + 1) : at(diagonal - 1);
    const fromY = fromX - (down ? diagonal + 1 : diagonal - 1);
    const toX = down ? fromX : fromX + 1;
    const toY = down ? fromY + 1 : fromY;
    const last = hunks.at(-1);
    // Steps next to each other are one change.
    if (last && last.aStart === toX && last.bStart === toY) {
      last.aStart = fromX;
      last.bStart = fromY;
    } else hunks.push({ aStart: fromX, aEnd: toX, bStart: fromY, bEnd: toY });
    x = fromX;
    y = fromY;
  }
  return hunks.reverse();
}
