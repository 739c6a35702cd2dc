import { domainToASCII } from "node:url";

/**
 * Domain of an e-mail address, lower-case ASCII.
 *
 * @throws TypeError when the text is no address
 */
export function emailDomainOf(text: string): string {
  // Longer than any address: not looked at. Turning a long name into ASCII takes time that grows with its square.
  const address = text.length > MAX_CHARACTERS ? "" : text.trim();
  const at = address.lastIndexOf("@");
  const domain = at > 0 ? domainToASCII(address.slice(at + 1).toLowerCase()) : "";
  const labels = domain.split(".");
  const sound =
    domain.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  // The text itself stays out of the message: an address is personal data and messages are recorded.
  if (!sound || labels.length < 2 || at > 64 || /\s/.test(address))
    throw new TypeError("argument email: is not an e-mail address; expected name@domain");
  return domain;
}

/** A mailbox of 64 characters, `@`, a domain of 253, and room for white space around it. */
const MAX_CHARACTERS = 500;
