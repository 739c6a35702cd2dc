import { readSecretWord, secretBytes } from "@scriptyard/model";

/** What of a request is the connection's own business, or would say that somebody else calls. */
const own = new Set(
  "accept-encoding connection content-length expect host keep-alive proxy-authorization proxy-connection te trailer transfer-encoding upgrade".split(
    " ",
  ),
);
const name = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const badValue = /[\0\r\n]|[^\0-\xff]/;

export type ValueNamed = (name: string) => string;
export type Headers = { [name: string]: string };

/**
 * Headers as they are sent: values of secrets put in.
 *
 * @param given from a guest, whatever it says
 * @returns also which of them hold a secret, or are the caller's word for who they are: a redirect elsewhere goes without them
 * @throws TypeError naming the header, never its value
 */
export function headersOf(given: unknown, valueNamed: ValueNamed): { headers: Headers; personal: string[] } {
  const headers: Headers = { "accept-encoding": "gzip, br", "user-agent": "Scriptyard" };
  const personal = ["authorization", "cookie"];
  const entries = Object.entries((given ?? {}) as { [name: string]: unknown });
  if (entries.length > mostHeaders) throw new TypeError(`at most ${mostHeaders} headers are sent`);
  for (const [key, value] of entries) {
    if (!name.test(key)) throw new TypeError(`"${key.slice(0, 60)}" is no name of a header`);
    if (own.has(key)) throw new TypeError(`the header ${key} is set by the connection; leave it out`);
    const word = typeof value === "string" ? null : readSecretWord(value);
    if (typeof value !== "string" && word === null) throw new TypeError(`the header ${key} is no text`);
    const text = word ? Buffer.from(secretBytes(word, valueNamed)).toString("utf8") : (value as string);
    if (badValue.test(text))
      throw new TypeError(`the header ${key} has a character that headers cannot have`);
    if (text.length > longestHeader) throw new TypeError(`the header ${key} is longer than ${longestHeader}`);
    headers[key] = text;
    if (word) personal.push(key);
  }
  return { headers, personal };
}

const mostHeaders = 60;
const longestHeader = 16_000;
