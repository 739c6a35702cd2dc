// Addresses of mail as RFC 5321 writes them, so that a gate by domain cannot be led past. One pass over the text.
import { ask } from "../host.guest.ts";

/** `domain` in lower case and ASCII. */
export type Parsed = { local: string; domain: string };

/** The parts of an address; null for what is none: two @, lists, comments, control characters, dots at edges. */
export function parse(text: string): Parsed | null {
  const address = String(text);
  if (address.length > 254) return null;
  const at = localEnd(address);
  if (at < 1 || at > 64 || address[at] !== "@") return null;
  const domain = domainOf(address.slice(at + 1));
  return domain === null ? null : { local: address.slice(0, at), domain };
}

export function isAddress(text: string): boolean {
  return parse(text) !== null;
}

/** @throws TypeError for what is no address */
export function domain(text: string): string {
  return parsed(text).domain;
}

/** Whether an address is of a domain, or of one below it where `subdomains` says so. */
export function isOf(text: string, wanted: string, options: { subdomains?: boolean } = {}): boolean {
  const own = domain(text);
  const other = domainOf(String(wanted));
  if (other === null)
    throw new TypeError("email: " + JSON.stringify(String(wanted).slice(0, 100)) + " is no domain.");
  return own === other || (options.subdomains === true && own.endsWith("." + other));
}

/** The address with its domain in lower case and ASCII, to compare and to store. */
export function normalize(text: string): string {
  const { local, domain: own } = parsed(text);
  return local + "@" + own;
}

function parsed(text: string): Parsed {
  const found = parse(text);
  if (found === null)
    throw new TypeError("email: " + JSON.stringify(String(text).slice(0, 100)) + " is no address.");
  return found;
}

/** Where the part before the @ ends; -1 where it is not one. */
function localEnd(text: string): number {
  if (text[0] === '"') {
    for (let i = 1; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 34) return i + 1;
      if (unit === 92) i++;
      if (text.charCodeAt(i) < 32 || text.charCodeAt(i) === 127 || i >= text.length) return -1;
    }
    return -1;
  }
  let i = 0;
  while (i < text.length && isAtom(text.charCodeAt(i), text[i]!)) i++;
  const local = text.slice(0, i);
  return local.startsWith(".") || local.endsWith(".") || local.includes("..") ? -1 : i;
}

const special = "!#$%&'*+-/=?^_`{|}~.";

/** Letters beyond ASCII too, RFC 6531. */
function isAtom(unit: number, character: string): boolean {
  const isLetter = (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
  return isLetter || unit >= 0xa0 || special.includes(character);
}

function domainOf(text: string): string | null {
  if (text.length === 0 || text.length > 253) return null;
  const ascii = isAscii(text) ? text.toLowerCase() : (ask("domain", [text]) as string | null);
  if (ascii === null || ascii.length > 253) return null;
  const labels = ascii.split(".");
  if (labels.length < 2 || /^[0-9]+$/.test(labels.at(-1)!)) return null;
  return labels.every((label) => label.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label))
    ? ascii
    : null;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
