import type { NamePlace, References } from "@scriptyard/languages";
import { normalizeSource } from "@scriptyard/languages";
import { byText } from "./find.ts";

/** A text with the new name in it. */
export type Renamed = {
  specifier: string;
  source: string;
  /** Lines that change, each once, as they were and as they become. */
  lines: { line: number; before: string; after: string }[];
  /** Its own uses keep the old name: the new one stands for something else there. */
  keepsName: boolean;
};

/**
 * What a rename writes, one text after the other, so that whoever asks can let others pass in between. Only what is called so
 * changes: an alias stays as it is. Where the new name is taken in a text that imports it, the import is given the old one as
 * an alias.
 *
 * @param sources of the texts, by specifier
 */
export function* renamedTexts(
  { asked, places, taken }: Pick<References, "asked" | "places" | "taken">,
  newName: string,
  sources: (specifier: string) => string,
): Generator<Renamed> {
  const takenIn = new Set(taken.map(({ specifier }) => specifier));
  for (const [specifier, all] of byText(places.filter(({ written }) => written === asked))) {
    const keepsName = takenIn.has(specifier);
    const before = normalizeSource(sources(specifier));
    let source = "";
    let from = 0;
    const changed = new Set<number>();
    for (const place of all) {
      const written = keepsName ? besideOther(place, asked, newName) : renamed(place, newName);
      if (written === null) continue;
      const { start, end } = spanOf(place, written);
      source += before.slice(from, start) + written;
      from = end;
      changed.add(place.line);
    }
    if (changed.size === 0) continue;
    source += before.slice(from);
    // No place spans lines, so lines keep their numbers.
    const [old, now] = [before.split("\n"), source.split("\n")];
    const lines = [...changed].map((line) => ({
      line,
      before: old[line - 1] ?? "",
      after: now[line - 1] ?? "",
    }));
    yield { specifier, source, lines, keepsName };
  }
}

/** `{ a: b }` and `a as b` become one word where both names are the same from now on. */
function spanOf({ start, end, other }: NamePlace, written: string): { start: number; end: number } {
  if (other?.name !== written) return { start, end };
  return { start: Math.min(start, other.start), end: Math.max(end, other.end) };
}

function renamed({ before = "", after = "" }: NamePlace, newName: string): string {
  return before + newName + after;
}

/** In a text in which the new name stands for something else: its own word stays, what it says to others changes. */
function besideOther(place: NamePlace, name: string, newName: string): string | null {
  if (place.role === "import") return `${newName} as ${name}`;
  if (place.role === "export") return `${name} as ${newName}`;
  return place.role === "member" ? renamed(place, newName) : null;
}
