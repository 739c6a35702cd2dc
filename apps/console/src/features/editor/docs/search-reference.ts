import { wordsOf } from "@scriptyard/model";
import type { HostReference } from "../server/types.ts";

export type HostFunction = HostReference["functions"][number];

/** Functions where every word occurs; a hit in the name comes before one in the description. */
export function searchFunctions(functions: readonly HostFunction[], query: string): HostFunction[] {
  const words = wordsOf(query);
  if (words.length === 0) return [...functions];
  return functions
    .map((fn) => ({ fn, score: score(fn, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.fn.name.localeCompare(b.fn.name))
    .map(({ fn }) => fn);
}

function score(fn: HostFunction, words: string[]): number {
  const name = fn.name.toLowerCase();
  const text = `${fn.description} ${fn.signature} ${fn.capability} ${fn.example}`.toLowerCase();
  let total = 0;
  for (const word of words) {
    const points =
      name === word ? 8 : name.startsWith(word) ? 4 : name.includes(word) ? 3 : text.includes(word) ? 1 : 0;
    if (points === 0) return 0;
    total += points;
  }
  return total;
}
