import { isObject, type Json, type Realm } from "@scriptyard/model";
import { sensitiveMasker } from "../../engine/masker.ts";
import type { MovedSettings } from "./types.ts";

type Settings = MovedSettings["settings"];

/** How such a secret is named among the others: `settings/payment/apiKey`, by the members that lead to it. */
const folder = "settings";

/**
 * A realm's settings without what its schema calls `x-sensitive`, and the names of what was left out. Of a list that holds
 * something sensitive nothing is left: its places would mean others.
 */
export function withoutSensitive({ settings, settingsSchema }: Pick<Realm, "settings" | "settingsSchema">): {
  settings: Settings;
  secrets: string[];
} {
  const { masked } = sensitiveMasker(settingsSchema)?.(settings as unknown as Json[]) ?? { masked: [] };
  const left = structuredClone(settings);
  const secrets = new Set<string>();
  for (const pointer of masked) {
    const path = memberIn(settings, tokensOf(pointer));
    const parent = objectAt(left, path.slice(0, -1));
    const last = path.at(-1);
    if (parent === null || last === undefined) continue;
    delete parent[last];
    secrets.add(`${folder}/${path.map(escaped).join("/")}`);
  }
  return { settings: left, secrets: [...secrets] };
}

/**
 * What came along, with the secrets that are here already, and the names of those that are nowhere. What is a secret here stays
 * although the archive does not name it; it is left out where the schema that came along calls it none, for the next export
 * would give it away.
 */
export function withSensitiveOf(
  moved: MovedSettings,
  secrets: readonly string[],
  here: Pick<Realm, "settings" | "settingsSchema">,
): { moved: MovedSettings; missing: string[] } {
  const settings = structuredClone(moved.settings);
  const missing: string[] = [];
  const named = secrets.filter((one) => one.startsWith(`${folder}/`));
  const brought: { name: string; into: Settings; kept: string }[] = [];
  for (const name of new Set([...named, ...withoutSensitive(here).secrets])) {
    const path = tokensOf(name.slice(folder.length));
    const [own, kept] = [path.slice(0, -1), path.at(-1)!];
    const [into, from] = [objectAt(settings, own), objectAt(here.settings, own)];
    if (from === null || !Object.hasOwn(from, kept)) missing.push(name);
    // What came along is there already: an archive of before secrets were left out.
    else if (into !== null && !Object.hasOwn(into, kept)) {
      Object.defineProperty(into, kept, {
        value: structuredClone(from[kept]),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      brought.push({ name, into, kept });
    }
  }
  const still = new Set(withoutSensitive({ settings, settingsSchema: moved.settingsSchema }).secrets);
  for (const { name, into, kept } of brought) {
    if (still.has(name) || into[kept] === null) continue;
    delete into[kept];
    if (named.includes(name)) missing.push(name);
  }
  return { moved: { ...moved, settings }, missing };
}

/** As people write the place of a setting: `payment.apiKey`. */
export function settingNamed(secret: string): string | null {
  return secret.startsWith(`${folder}/`) ? tokensOf(secret.slice(folder.length)).join(".") : null;
}

/** The way to the deepest member of an object on the way to a place: lists are left out as a whole. */
function memberIn(value: unknown, tokens: readonly string[]): string[] {
  let at = value;
  for (const [depth, token] of tokens.entries()) {
    if (!isObject(at)) return tokens.slice(0, depth);
    at = Object.hasOwn(at, token) ? at[token] : undefined;
  }
  return [...tokens];
}

function objectAt(value: unknown, path: readonly string[]): Settings | null {
  let at = value;
  for (const token of path) {
    if (!isObject(at) || !Object.hasOwn(at, token)) return null;
    at = at[token];
  }
  return isObject(at) ? (at as Settings) : null;
}

const tokensOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
const escaped = (token: string): string => token.replaceAll("~", "~0").replaceAll("/", "~1");
