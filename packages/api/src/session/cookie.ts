/** Where a browser sees this server. */
export type CookieSite = {
  /** Over https. */
  secure: boolean;
  /** Of the address that people see; "" for the one that its scheme means. */
  port: string;
};

/**
 * The console's session cookie. Over https the `__Host-` prefix makes the browser refuse a copy planted by a
 * neighbouring host or a plain connection; over plain http (a laptop) browsers would refuse the prefix itself. Cookies know
 * no ports, so the name says it: two installations on one machine would sign each other out.
 *
 * @example cookieName({ secure: false, port: "4400" }) // "scriptyard_session_4400"
 */
export function cookieName({ secure, port }: CookieSite): string {
  return `${secure ? "__Host-scriptyard" : "scriptyard_session"}${port && `_${port}`}`;
}

/**
 * @param publicOrigin as people see it, e.g. `https://scriptyard.example`; null = wherever they ask
 * @param host the request's `Host` header
 * @example cookieSite(null, "[::1]:4400", false) // { secure: false, port: "4400" }
 */
export function cookieSite(
  publicOrigin: string | null,
  host: string | undefined,
  secure: boolean,
): CookieSite {
  const port =
    publicOrigin === null ? (/:(\d{1,5})$/.exec(host ?? "")?.[1] ?? "") : new URL(publicOrigin).port;
  return { secure, port };
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
  return `${cookieName(site)}=${secret ?? ""}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${site.secure ? "; Secure" : ""}`;
}
