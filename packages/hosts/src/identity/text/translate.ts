import type { Json } from "@scriptyard/model";

/**
 * A text in the visitor's language with its places filled; the key itself when the realm has no such text.
 *
 * @param context `{ texts, locale }` (see `scope.ts`), or the runner's plain `{ realm: { settings: { texts } }, context: { request: { locale } } }`
 */
export function translate(key: string, params: Json, context: Json): string {
  const realm = member(member(context, "realm"), "settings");
  const texts = member(context, "texts") ?? member(realm, "texts");
  const locale = member(context, "locale") ?? member(member(member(context, "context"), "request"), "locale");
  const found = candidates(typeof locale === "string" ? locale : "en")
    .map((language) => member(member(texts, language), key))
    .find((text) => typeof text === "string");
  const text = typeof found === "string" ? found : key;
  return text.replace(/\{([A-Za-z][\w]{0,40})\}/g, (place, name: string) => {
    const value = member(params, name);
    return value === null || typeof value === "object" ? place : String(value);
  });
}

/** `de-AT` → `de-AT`, `de`, `en`. */
function candidates(locale: string): string[] {
  const language = /^[^-_]*/.exec(locale)![0];
  return [...new Set([locale, language, "en"])];
}

function member(value: Json | undefined, key: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}
