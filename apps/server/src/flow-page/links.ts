/**
 * The address when a page may link to it: https, no user name in it, a host of the realm's list. Null otherwise.
 * Scripts' redirects are held to the same rule before they get here; this is the last look.
 */
export function allowedLink(url: string, allowedHosts: readonly string[]): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, hostname, username, password, href } = new URL(url);
  if (protocol !== "https:" || username !== "" || password !== "") return null;
  return allowedHosts.includes(hostname) || allowedHosts.includes(host) ? href : null;
}
