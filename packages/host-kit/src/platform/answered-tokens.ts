import type { Json } from "@scriptyard/model";

/** What services call the tokens that they answer, in JSON and in forms. */
const names = "access_token|refresh_token|id_token|client_secret|device_code|session_token|authorization";

/** Payment services answer `"authorization":"approved"`: a credential names its scheme, or is longer than such a word. */
const isCredential = (name: string, value: string): boolean =>
  name.toLowerCase() !== "authorization" || /^(?:bearer|basic) /i.test(value) || value.length >= 16;

// Every match begins at a quotation mark, or at the beginning of a form's field, and ends at the next one.
const inJson = new RegExp(`"(${names})"\\s{0,20}:\\s{0,20}"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"`, "gis");
const inForm = new RegExp(`(?:^|&)(${names})=([^&\\s]*)`, "gi");

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
  for (const [, name = "", written = ""] of text.matchAll(inJson)) {
    if (!isCredential(name, written)) continue;
    found.add(written);
    if (written.includes("\\")) found.add(unescaped(written));
  }
  for (const [, name = "", written = ""] of text.matchAll(inForm)) {
    const value = decoded(written);
    if (!isCredential(name, value)) continue;
    found.add(written);
    found.add(value);
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
