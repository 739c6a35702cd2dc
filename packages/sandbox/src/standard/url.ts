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
    if (!settable.has(part)) throw new TypeError("This part of an address cannot be set.");
    url[part as "search"] = textIn(args, 2);
    return partsOf(url);
  },
  domain: (args) => domainToASCII(textIn(args, 0).slice(0, 300)) || null,
  "query.read": (args) => [...new URLSearchParams(withMark(textIn(args, 0)))],
  "query.text": (args) => new URLSearchParams(args.map(pairOf)).toString(),
};

/** A first `?` is one of the text: the guest has taken the one that begins a query. */
const withMark = (query: string) => `?${query}`;

const settable = new Set("protocol username password host hostname port pathname search hash".split(" "));

function parse(text: string, base: string | undefined): URL | null {
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
