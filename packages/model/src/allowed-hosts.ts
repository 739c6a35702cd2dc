import { z } from "zod";

/** Long names are refused before the pattern reads them. */
const longestHost = 253;
const label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const wholeName = new RegExp(`^${label}(?:\\.${label})*$`);

/** A host as `new URL(…).hostname` gives it, which is what links are compared with: no port, and one entry counts for all ports. */
export const hostName = z.string().refine((text) => text.length <= longestHost && wholeName.test(text), {
  error: ({ input }) =>
    `${JSON.stringify(String(input).slice(0, 100))} is not a host name; write it in lower case without scheme, port or path, like "pay.example.com"`,
});

export const allowedHostsSchema = z.array(hostName).max(200);

/**
 * Why nobody may be sent to an address, or null: https, no user name in it, a host of the realm's list. One rule for
 * links, redirects and `Location` headers, so that none of them is the way around the others.
 *
 * @example destinationProblem("https://pay.example.com@evil.example/", ["pay.example.com"]) // "an address with a user name in it is not allowed"
 */
export function destinationProblem(address: string, allowedHosts: readonly string[]): string | null {
  if (!URL.canParse(address))
    return `${JSON.stringify(address.slice(0, 200))} is not an address; write it in full: https://host/path`;
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== "https:") return "the address must start with https://";
  if (username !== "" || password !== "") return "an address with a user name in it is not allowed";
  if (allowedHosts.includes(hostname)) return null;
  const known = allowedHosts.join(", ") || "none";
  return `"${hostname}" is not one of the realm's allowed hosts (${known}); add it in the realm's settings`;
}
