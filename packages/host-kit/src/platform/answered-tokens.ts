import type { Json } from "@scriptyard/model";

/** What services call the tokens that they answer, in JSON and in forms. */
const names = "access_token|refresh_token|id_token|client_secret|device_code|session_token|authorization";

// Every match begins at a quotation mark, or at the beginning of a form's field, and ends at the next one.
const inJson = new RegExp(`"(?:${names})"\\s{0,20}:\\s{0,20}"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"`, "gis");
const inForm = new RegExp(`(?:^|&)(?:${names})=([^&\\s]*)`, "gi");

/**
 * Tokens in an answer of `fetch` that stand under the names that services give them, as they stand there and as a script reads
 * them: nobody may read those in a record. Time grows with the answer alone.
 *
 * @example tokensIn({ body: { text: '{"access_token":"abc"}' } }) // ["abc"]
 */
export function tokensIn(answer: Json): string[] {
  const { body } = (answer ?? {}) as { body?: { text?: unknown } };
  const text = body?.text;
  if (typeof text !== "string") return [];
  const found = new Set<string>();
  for (const [, written = ""] of text.matchAll(inJson)) {
    found.add(written);
    if (written.includes("\\")) found.add(unescaped(written));
  }
  for (const [, written = ""] of text.matchAll(inForm)) {
    found.add(written);
    found.add(decoded(written));
  }
  return [...found];
}

function unescaped(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll("+", " "));
  } catch {
    return written;
  }
}
