import { domainToASCII } from "node:url";

/**
 * Domain of an e-mail address, lower-case ASCII.
 *
 * Strict on purpose: a gate is built on what this answers, and the text goes on to mail programs. What those may take for
 * two addresses, for a name with an address, or cut somewhere else, is no address here.
 *
 * @throws TypeError when the text is no address
 */
export function emailDomainOf(text: string): string {
  // Longer than any address: not looked at. Turning a long name into ASCII takes time that grows with its square.
  const address = text.length > MAX_CHARACTERS ? "" : text.trim();
  const at = address.lastIndexOf("@");
  const local = at > 0 ? address.slice(0, at) : "";
  const domain = isLocalPart(local) ? asciiDomain(address.slice(at + 1)) : "";
  // The text itself stays out of the message: an address is personal data and messages are recorded.
  if (domain === "") throw new TypeError("argument email: is not an e-mail address; expected name@domain");
  return domain;
}

/** A mailbox of 64 characters, `@`, a domain of 253, and room for white space around it. */
const MAX_CHARACTERS = 500;

/** `maria.huber+news`, or anything printable between quotes. 64 bytes at most, as mail servers have it. */
function isLocalPart(local: string): boolean {
  if (Buffer.byteLength(local) > 64) return false;
  return isDotted(local) || /^"(?:[^"\\\p{C}\p{Z}]| |\\[\x20-\x7e])+"$/u.test(local);
}

/** Words of letters, digits and the signs that RFC 5322 lets stand without quotes, with single dots between. */
function isDotted(local: string): boolean {
  return local.split(".").every((word) => /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+$/u.test(word));
}

/** Empty when it is no domain. Told apart before the conversion, which forgives much: `a%2eb`, full-width dots, tabs. */
function asciiDomain(given: string): string {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(given)) return "";
  const domain = domainToASCII(given.toLowerCase());
  const labels = domain.split(".");
  const sound =
    domain.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  // A last label of digits is an IP address to whoever resolves it.
  return sound && !/^\d+$/.test(labels.at(-1)!) ? domain : "";
}
