import type { ScriptText, Store } from "@scriptyard/store";
import { specifierOf } from "../../engine/runnable.ts";
import { textsInTurns } from "./slices.ts";

/** Scripts whose texts are looked at for one name, and how much text they may be together. */
export const mostUsers = 200;
export const mostUnits = 4_000_000;
/** Libraries that hand on what others hand on. Each level is a look at every draft of the realm, for a few names at once. */
const mostLevels = 8;
const namesAtOnce = 8;
/** No more looks are begun after this. */
const longestMs = 3_000;

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
export async function usersOf(ports: { store: Store }, realmId: string, library: string): Promise<Users> {
  const found = new Map<string, ScriptText>();
  const asked = new Set<string>();
  const endsAt = performance.now() + longestMs;
  let level = [library];
  let units = mostUnits;
  let more = 0;
  for (let depth = 0; level.length > 0; depth++) {
    // Who imports them was not looked at: one at least may.
    if (depth === mostLevels) return usersIn(found, more + level.length);
    const next: string[] = [];
    for (let at = 0; at < level.length; at += namesAtOnce) {
      const words = level.slice(at, at + namesAtOnce);
      if (at + depth > 0 && performance.now() > endsAt) return usersIn(found, more + level.length - at);
      for (const one of words) asked.add(one);
      const { items, more: others } = await ports.store.scripts.mentioning(realmId, {
        words,
        limit: mostUsers + 1,
        units,
        except: [...found.values()].map(({ id }) => id),
      });
      more += others;
      for await (const text of textsInTurns(ports, items)) {
        const specifier = specifierOf(text);
        units -= text.source.length;
        if (specifier === library || !words.some((one) => names(text.source, one))) continue;
        if (found.size >= mostUsers) {
          more += 1;
          continue;
        }
        found.set(specifier, text);
        if (text.hook === null && handsOn(text.source) && !asked.has(specifier)) next.push(specifier);
      }
    }
    level = next;
  }
  return usersIn(found, more);
}

function usersIn(found: ReadonlyMap<string, ScriptText>, more: number): Users {
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
