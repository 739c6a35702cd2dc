import { holdsAll, wordsOf } from "@scriptyard/model";
import type { Outputs } from "../../app/trpc.ts";

export type HostReference = Outputs["host"]["reference"];

/** One addressable thing of the reference. */
export type Entry =
  | { kind: "hook"; name: string; group: string; words: string; item: HostReference["hooks"][number] }
  | { kind: "function"; name: string; group: string; words: string; item: HostReference["functions"][number] }
  | { kind: "type"; name: string; group: string; words: string; item: HostReference["types"][number] };

/** Everything in reading order: hooks, functions by namespace, types. */
export function entriesOf(reference: HostReference): Entry[] {
  const hooks = reference.hooks.map(
    (item): Entry => ({
      kind: "hook",
      name: item.name,
      group: "Hooks",
      words: `${item.name} ${item.title} ${item.description} ${item.signature}`,
      item,
    }),
  );
  const functions = reference.functions.map(
    (item): Entry => ({
      kind: "function",
      name: item.name,
      group: item.name.includes(".") ? (item.name.split(".")[0] ?? "") : "global",
      words: `${item.name} ${item.description} ${item.signature} ${item.capability}`,
      item,
    }),
  );
  functions.sort((a, b) => rank(a) - rank(b) || compare(a.group, b.group) || compare(a.name, b.name));
  const types = reference.types.map(
    (item): Entry => ({
      kind: "type",
      name: item.name,
      group: "Types",
      words: `${item.name} ${item.description} ${item.declaration}`,
      item,
    }),
  );
  return [...hooks, ...functions, ...types];
}

/**
 * Entries that hold every word of the search; those named so come first, the order is kept otherwise.
 *
 * @example searchEntries(entries, "set claim") // claims.set, …
 */
export function searchEntries(entries: readonly Entry[], search: string): Entry[] {
  const words = wordsOf(search);
  if (words.length === 0) return [...entries];
  const hits = entries.flatMap((entry) => {
    if (!holdsAll(entry.words, words)) return [];
    const name = entry.name.toLowerCase();
    const named = words.filter((word) => name.includes(word)).length;
    return [{ entry, score: (name === words.join(" ") ? 100 : 0) + named }];
  });
  return hits.sort((a, b) => b.score - a.score).map((hit) => hit.entry);
}

/** Global functions after the namespaces. */
function rank(entry: Entry): number {
  return entry.group === "global" ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
