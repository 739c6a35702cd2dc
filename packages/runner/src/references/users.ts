import type { ScriptText } from "@scriptyard/store";
import type { Core } from "../core.ts";
import { specifierOf } from "../pipeline/runnable.ts";

/** Scripts whose texts are looked at for one name, and how much text they may be together. */
export const mostUsers = 200;
const mostUnits = 4_000_000;

export type Users = {
  /** By module and name. */
  items: ScriptText[];
  /** Scripts that were not looked at: too many, or too much text. */
  more: number;
};

/**
 * Every script whose draft imports a library, directly or through libraries that hand its names on. A draft counts when it
 * holds the library's name in quotes, so one that does not parse just now is among them; what is no import of it is sorted
 * out by whoever reads the texts.
 */
export async function usersOf(core: Pick<Core, "store">, realmId: string, library: string): Promise<Users> {
  const found = new Map<string, ScriptText>();
  const asked = new Set<string>();
  let level = [library];
  let units = 0;
  let more = 0;
  while (level.length > 0) {
    for (const one of level) asked.add(one);
    const { items, more: others } = await core.store.scripts.mentioning(realmId, {
      words: level,
      limit: mostUsers + 1,
    });
    more += others;
    const next: string[] = [];
    for (const text of items) {
      const specifier = specifierOf(text);
      if (found.has(specifier) || specifier === library || !level.some((one) => names(text.source, one)))
        continue;
      units += text.source.length;
      if (found.size >= mostUsers || units > mostUnits) {
        more += 1;
        continue;
      }
      found.set(specifier, text);
      if (text.hook === null && handsOn(text.source) && !asked.has(specifier)) next.push(specifier);
    }
    level = next;
  }
  const items = [...found.values()].sort((a, b) => (specifierOf(a) < specifierOf(b) ? -1 : 1));
  return { items, more };
}

/** Whether a text holds a library's name as an import writes it. */
export function names(source: string, specifier: string): boolean {
  return source.includes(`"${specifier}"`) || source.includes(`'${specifier}'`);
}

/** Whether a library may export names that it has from others. */
function handsOn(source: string): boolean {
  return /\bexport\s*(?:type\s*)?[{*]/.test(source);
}
