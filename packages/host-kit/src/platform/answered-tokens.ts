import type { Json } from "@scriptyard/model";

/** What services call the tokens that they answer, in JSON and in forms. */
const names = "access_token|refresh_token|id_token|client_secret|device_code|session_token|authorization";

/** Payment services answer `"authorization":"approved"`: a credential names its scheme, or is longer than such a word. */
const isCredential = (name: string, value: string): boolean =>
  name.toLowerCase() !== "authorization" || /^(?:bearer|basic) /i.test(value) || value.length >= 16;

// Every match begins at a quotation mark, or at the beginning of a field, and ends at the next one.
const inJson = new RegExp(`"(${names})"\\s{0,20}:\\s{0,20}"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"`, "gis");
// JSON that stands as a text in JSON, some times over: its marks are written with backslashes.
const inInnerJson = new RegExp(
  `\\\\"(${names})\\\\{1,7}"\\s{0,20}:\\s{0,20}\\\\{1,7}"([^"]*[^"\\\\])\\\\{1,7}"`,
  "gi",
);
/** Forms, queries and fragments, those of addresses in a text too. */
const inForm = new RegExp(`(?:^|[?&#;])(${names})=([^&#;\\s"'<>\\\\]*)`, "gi");

/** How often JSON may stand in JSON. */
const mostInner = 3;

/**
 * Tokens in an answer of `fetch` that stand under the names that services give them, as they stand there and as a script reads
 * them: nobody may read those in a record. Looked at are the body, the address in the end, and the headers (`location`). Of
 * bytes, it is the part of their base64 that a token stands in. Time grows with the answer alone.
 *
 * @example tokensIn({ body: { text: '{"access_token":"abc"}' } }) // ["abc"]
 */
export function tokensIn(answer: Json): string[] {
  const { body, url, headers } = (answer ?? {}) as { body?: Json; url?: Json; headers?: Json };
  const found = new Set<string>();
  const { text, base64 } = (body ?? {}) as { text?: Json; base64?: Json };
  if (typeof text === "string") addTokens(text, found);
  if (typeof base64 === "string") addTokensOfBytes(base64, found);
  for (const one of [url, ...Object.values(headers ?? {})])
    if (typeof one === "string") addTokens(one, found);
  return [...found];
}

/** Some write a value of JSON as if it stood in an address. */
const isCredentialAsWritten = (name: string, written: string): boolean =>
  isCredential(name, written) || isCredential(name, decoded(written));

/** @param told each as it is written, and where that begins */
function addTokens(
  text: string,
  found: Set<string>,
  told: (written: string, from: number) => void = () => {},
): void {
  const placed = (match: RegExpExecArray, written: string) =>
    told(written, match.index + match[0].lastIndexOf(written));
  for (const match of text.matchAll(inJson)) {
    const [, name = "", written = ""] = match;
    if (!isCredentialAsWritten(name, written)) continue;
    found.add(written);
    if (written.includes("\\")) found.add(unescaped(written));
    placed(match, written);
  }
  for (const match of text.matchAll(inInnerJson)) {
    const [, name = "", written = ""] = match;
    if (!isCredentialAsWritten(name, written)) continue;
    placed(match, written);
    let read = written;
    for (let inner = 0; inner <= mostInner; inner++) {
      found.add(read);
      if (!read.includes("\\")) break;
      read = unescaped(read);
    }
  }
  for (const match of text.matchAll(inForm)) {
    const [, name = "", written = ""] = match;
    const value = decoded(written);
    if (!isCredential(name, value)) continue;
    found.add(written);
    found.add(value);
    placed(match, written);
  }
}

/** Their characters are looked at as single bytes, which all tokens are made of. */
function addTokensOfBytes(base64: string, found: Set<string>): void {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    return;
  }
  addTokens(text, found, (written, from) => {
    // Three bytes are four characters: what the token begins and ends in goes with it.
    if (written !== "")
      found.add(base64.slice(Math.floor(from / 3) * 4, Math.ceil((from + written.length) / 3) * 4));
  });
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
