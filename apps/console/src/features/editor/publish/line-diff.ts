/** How many lines a change adds and removes: the numbers in the publish sheet and the version list. */
export type LineChange = { added: number; removed: number };

/**
 * Myers' greedy algorithm on lines, counting only. Exact up to `effort` steps; a change that is larger than that is
 * answered as if everything between the common start and end were replaced, which stays correct as an upper bound.
 */
export function countLineChanges(before: string, after: string, effort = 2_000): LineChange {
  if (before === after) return { added: 0, removed: 0 };
  let a = toLines(before);
  let b = toLines(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (
    tail < a.length - start &&
    tail < b.length - start &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  a = a.slice(start, a.length - tail);
  b = b.slice(start, b.length - tail);
  const distance = editDistance(a, b, effort);
  if (distance === null) return { added: b.length, removed: a.length };
  // distance = added + removed, and added − removed is the difference in length.
  const added = (distance + b.length - a.length) / 2;
  return { added, removed: distance - added };
}

/** "3 changes" in the words of the status pill: a replaced line counts once. */
export function changedLines(change: LineChange): number {
  return Math.max(change.added, change.removed);
}

function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/\r\n|\n/);
}

function editDistance(a: string[], b: string[], effort: number): number | null {
  const max = Math.min(a.length + b.length, effort);
  const offset = max + 1;
  const reach = new Int32Array(2 * offset + 1);
  for (let d = 0; d <= max; d++) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[offset + k - 1]! < reach[offset + k + 1]!);
      let x = down ? reach[offset + k + 1]! : reach[offset + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return d;
    }
  }
  return null;
}
