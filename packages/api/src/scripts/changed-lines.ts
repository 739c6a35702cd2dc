/**
 * How many lines differ between two texts: the larger of removed and added lines in a shortest edit.
 *
 * Myers' greedy algorithm; past `most` edits it stops and answers from the line counts, so that a rewritten text costs
 * no more than a touched one.
 *
 * @example changedLines("a\nb\nc", "a\nB\nc") // 1
 */
export function changedLines(before: string, after: string, most = 400): number {
  if (before === after) return 0;
  let a = before.split("\n");
  let b = after.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  a = a.slice(start, a.length - end);
  b = b.slice(start, b.length - end);
  const edits = editDistance(a, b, most);
  if (edits === null) return Math.max(a.length, b.length);
  // removed + added = edits, added − removed = growth.
  const growth = b.length - a.length;
  return Math.max((edits + growth) / 2, (edits - growth) / 2);
}

/** Insertions and deletions of a shortest edit; null when there are more than `most`. */
function editDistance(a: string[], b: string[], most: number): number | null {
  const bound = Math.min(a.length + b.length, most);
  /** Furthest position in `a` reached on each diagonal. */
  const reach = new Int32Array(2 * bound + 3);
  const zero = bound + 1;
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

  function at(diagonal: number): number {
    return reach[zero + diagonal]!;
  }
}
