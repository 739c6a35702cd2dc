/**
 * The console's session cookie. Over https the `__Host-` prefix makes the browser refuse a copy planted by a
 * neighbouring host or a plain connection; over plain http (a laptop) browsers would refuse the prefix itself.
 */
export function cookieName(secure: boolean): string {
  return secure ? "__Host-scriptyard" : "scriptyard_session";
}

/** Value of the session cookie in a `Cookie` header; null without one. */
export function readSessionCookie(header: string | undefined, secure: boolean): string | null {
  if (!header) return null;
  const start = `${cookieName(secure)}=`;
  for (const part of header.split(";")) {
    const text = part.trim();
    if (text.startsWith(start)) return text.slice(start.length);
  }
  return null;
}

/** A `Set-Cookie` header; `secret` null takes the cookie away. */
export function sessionCookieHeader(secret: string | null, maxAgeMs: number, secure: boolean): string {
  const maxAge = secret === null ? 0 : Math.floor(maxAgeMs / 1000);
  return `${cookieName(secure)}=${secret ?? ""}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
}
