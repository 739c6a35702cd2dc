/** Where a browser sees this server. */
export type CookieSite = {
  /** Over https. */
  secure: boolean;
  /** Of the address that people see; "" for the one that its scheme means. */
  port: string;
  /** That the server is below; empty = none. */
  basePath: string;
};

/** The console's session cookie. */
const cookieName = (site: CookieSite) =>
  site.secure ? siteCookieName("scriptyard", site) : siteCookieName("scriptyard_session", site);

/**
 * A cookie of ours for all of this server. Over https the `__Host-` prefix makes the browser refuse a copy planted by a
 * neighbouring host or a plain connection; over plain http (a laptop) browsers would refuse the prefix itself. Cookies know
 * no ports, so the name says it: two installations on one machine would read, and overwrite, each other's. `__Host-` asks for
 * the path `/`, so there it says the base path too.
 *
 * @example siteCookieName("scriptyard_browser", { secure: false, port: "4400", basePath: "" }) // "scriptyard_browser_4400"
 */
export function siteCookieName(name: string, { secure, port, basePath }: CookieSite): string {
  const ending = port && `_${port}`;
  return secure ? `__Host-${name}${basePath.replaceAll("/", ".")}${ending}` : `${name}${ending}`;
}

/**
 * @param publicOrigin as people see it, e.g. `https://scriptyard.example`; null = wherever they ask
 * @param host the request's `Host` header
 * @example cookieSite(null, "[::1]:4400", false, "") // { secure: false, port: "4400", basePath: "" }
 */
export function cookieSite(
  publicOrigin: string | null,
  host: string | undefined,
  secure: boolean,
  basePath: string,
): CookieSite {
  const port =
    publicOrigin === null ? (/:(\d{1,5})$/.exec(host ?? "")?.[1] ?? "") : new URL(publicOrigin).port;
  return { secure, port, basePath };
}

/** Value of the session cookie in a `Cookie` header; null without one. */
export function readSessionCookie(header: string | undefined, site: CookieSite): string | null {
  if (!header) return null;
  const start = `${cookieName(site)}=`;
  for (const part of header.split(";")) {
    const text = part.trim();
    if (text.startsWith(start)) return text.slice(start.length);
  }
  return null;
}

/** A `Set-Cookie` header; `secret` null takes the cookie away. */
export function sessionCookieHeader(secret: string | null, maxAgeMs: number, site: CookieSite): string {
  const maxAge = secret === null ? 0 : Math.floor(maxAgeMs / 1000);
  const path = site.secure ? "/" : site.basePath || "/";
  return `${cookieName(site)}=${secret ?? ""}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${site.secure ? "; Secure" : ""}`;
}
