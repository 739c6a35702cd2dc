import { domainToASCII } from "node:url";
import { type Operation, textIn } from "./operation.ts";

/** Addresses are taken apart by Node's own parser, in time that grows with their length alone. */
export const urlOperations: { readonly [name: string]: Operation } = {
  "url.parse"(args) {
    const base = args.length > 1 ? textIn(args, 1) : undefined;
    const url = parse(textIn(args, 0), base);
    return url === null ? null : partsOf(url);
  },
  "url.set"(args) {
    const url = new URL(textIn(args, 0));
    const part = textIn(args, 1);
    const value = textIn(args, 2);
    if (!settable.has(part)) throw new TypeError("This part of an address cannot be set.");
    // As with other values that a part cannot have, it stays what it was.
    if (!part.startsWith("host") || !isLongName(value)) url[part as "search"] = value;
    return partsOf(url);
  },
  domain: (args) => domainToASCII(textIn(args, 0).slice(0, 300)) || null,
  "query.read"(args, _buffers, charge) {
    const text = textIn(args, 0);
    const pairs = text.split("&", MOST_PAIRS + 1).length;
    requireFew(pairs);
    charge(pairs);
    return [...new URLSearchParams(withMark(text))];
  },
  "query.text"(args, _buffers, charge) {
    requireFew(args.length);
    charge(args.length);
    return args
      .map(pairOf)
      .map(([name, value]) => `${formText(name)}=${formText(value)}`)
      .join("&");
  },
};

/** Each takes a hundred times its text of the host's memory. */
const MOST_PAIRS = 20_000;

function requireFew(pairs: number): void {
  if (pairs > MOST_PAIRS) throw new RangeError(`URLSearchParams: at most ${MOST_PAIRS} pairs.`);
}

const PLAIN = new Set(Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._"));
const HEX = Buffer.from("0123456789ABCDEF");
const [SPACE, PLUS, PERCENT] = Buffer.from(" +%") as unknown as [number, number, number];

/**
 * A name or value as forms are written. Node's own puts strings together letter by letter, which costs its collector more for
 * each letter the longer the text is: of 4 000 000 characters 1.5 s, in native code that nobody could stop.
 *
 * @example formText("a b&ü") // "a+b%26%C3%BC"
 */
function formText(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  const written = Buffer.allocUnsafe(3 * bytes.length);
  let end = 0;
  for (const byte of bytes) {
    if (PLAIN.has(byte) || byte === SPACE) {
      written[end++] = byte === SPACE ? PLUS : byte;
      continue;
    }
    written[end++] = PERCENT;
    written[end++] = HEX[byte >> 4]!;
    written[end++] = HEX[byte & 15]!;
  }
  return written.latin1Slice(0, end);
}

/** A first `?` is one of the text: the guest has taken the one that begins a query. */
const withMark = (query: string) => `?${query}`;

const settable = new Set("protocol username password host hostname port pathname search hash".split(" "));

/**
 * A name beyond ASCII takes the parser time that grows with the square of its length, in native code that nobody could stop: 10 000
 * characters a quarter of a second. So what may be such a name is bounded, far above the 253 that names have.
 */
const MOST_NAME_UNITS = 1_000;

/** What the parser may take for the host, of an address or of one that is relative: from the slashes to the next one. */
function mayHaveLongName(address: string): boolean {
  const text = address.replace(/[\t\n\r]/g, "").replace(/^[\0- ]+/, "");
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0] ?? "";
  return isLongName(text.slice(scheme.length).replace(/^[/\\]+/, ""));
}

function isLongName(text: string): boolean {
  const end = text.search(/[/\\?#]/);
  const name = end < 0 ? text : text.slice(0, end);
  return name.length > MOST_NAME_UNITS && /[%\u0080-\uffff]/.test(name);
}

function parse(text: string, base: string | undefined): URL | null {
  if (mayHaveLongName(text) || (base !== undefined && mayHaveLongName(base))) return null;
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

function partsOf(url: URL): string[] {
  const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = url;
  return [href, origin, protocol, username, password, host, hostname, port, pathname, search, hash];
}

function pairOf(pair: unknown): [string, string] {
  if (!Array.isArray(pair)) throw new TypeError("A pair is missing.");
  return [textIn(pair, 0), textIn(pair, 1)];
}
