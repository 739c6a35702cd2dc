/** Longer words are no slips of each other. */
const longestWord = 100;

/**
 * The candidate that a misspelt word most likely meant, or null when none is near.
 *
 * @param most how many candidates are looked at: people send words and lists, and the work is the product
 * @example didYouMean("contine", ["continue", "reject"]) // "continue"
 */
export function didYouMean(word: string, candidates: Iterable<string>, most = 200): string | null {
  if (word.length === 0 || word.length > longestWord) return null;
  const folded = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > most) break;
    if (candidate === word || Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(folded, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * Edits (insert, delete, replace, swap of neighbours) between two words: optimal string alignment. Whatever is `most` or
 * more is answered as `most`: only cells near the diagonal can be less, so only those are worked out.
 */
function editDistance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(most);
    row[0] = i;
    let least = i;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least >= most) return most;
    [beforeLast, last] = [last, row];
  }
  return Math.min(most, last[b.length]!);
}
