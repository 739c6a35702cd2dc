import { wholeCharacters } from "@scriptyard/model";

/**
 * Text that people, guests and clients write may hold what a database or its driver refuses or changes: PostgreSQL
 * rejects U+0000, UTF-8 cannot carry half a surrogate pair, text decoders drop a U+FEFF at the start. Such text (hardly
 * ever seen) is stored as U+0001 and its JSON string; all other text is stored as it is, so that it stays searchable
 * and readable in any database tool.
 */
const escapeMark = "\u0001";

export function encodeProse(text: string): string {
  // Drizzle hands a prepared statement's null over as well; it stays one.
  if ((text as string | null) === null) return text;
  const needsEscape =
    text.startsWith(escapeMark) || text.startsWith("\ufeff") || text.includes("\0") || !text.isWellFormed();
  return needsEscape ? escapeMark + JSON.stringify(text) : text;
}

export function decodeProse(stored: string): string {
  return stored.startsWith(escapeMark) ? (JSON.parse(stored.slice(1)) as string) : stored;
}

/**
 * JSON lives in text columns on both engines: jsonb reorders keys and rejects `\u0000`, and hashes must match bytes.
 * `JSON.stringify` escapes lone surrogates and U+0000, `JSON.parse` keeps `__proto__` as an own key.
 */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value);
}

export function decodeJson(stored: string): unknown {
  return JSON.parse(stored);
}

/** What text search compares on both sides: lower case, without the characters that engines disagree about. */
export function searchable(text: string): string {
  return wholeCharacters(text.toLowerCase().replace(/\0/g, "\ufffd"));
}
