import type { Json } from "@scriptyard/model";
import { asText } from "./argument.ts";

/** Why an address may not be visited, or null: https, no user name in it, a host from the realm's list. */
export function hostProblem(url: Json | undefined, allowedHosts: readonly string[]): string | null {
  const text = asText(url);
  if (!URL.canParse(text))
    return `${JSON.stringify(text)} is not an address; write it in full: https://host/path`;
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== "https:") return "the address must start with https://";
  if (username !== "" || password !== "") return "an address with a user name in it is not allowed";
  if (allowedHosts.includes(hostname)) return null;
  const known = allowedHosts.join(", ") || "none";
  return `"${hostname}" is not one of the realm's allowed hosts (${known}); add it in the realm's settings`;
}
