/**
 * Headers that scripts see and records keep. Proxies put credentials of people and of clouds into headers of ever new
 * names, so this is what is shown, not what is withheld; an endpoint names more in its configuration.
 */
export const requestHeaderNames = [
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "ce-id",
  "ce-source",
  "ce-specversion",
  "ce-subject",
  "ce-time",
  "ce-type",
  "content-encoding",
  "content-language",
  "content-length",
  "content-type",
  "date",
  "dnt",
  "host",
  "idempotency-key",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-unmodified-since",
  "origin",
  "prefer",
  "referer",
  "sec-ch-ua-mobile",
  "sec-ch-ua-platform",
  "traceparent",
  "user-agent",
  "webhook-id",
  "webhook-timestamp",
  "x-correlation-id",
  "x-event-key",
  "x-github-delivery",
  "x-github-event",
  "x-gitlab-event",
  "x-request-id",
  "x-requested-with",
] as const;
const shown: ReadonlySet<string> = new Set(requestHeaderNames);

/** Words in the names of what lets somebody act as somebody: no endpoint shows those, whatever it names. */
const credentialWords = [
  "api-key",
  "apikey",
  "assertion",
  "authoriz",
  "auth-key",
  "auth-token",
  "client-cert",
  "cookie",
  "credential",
  "csrf",
  "jwt",
  "oidc-data",
  "passw",
  "principal",
  "secret",
  "session",
  "token",
  "x-scriptyard-",
  "xsrf",
] as const;

/** Why an endpoint cannot show a header; null when it can. */
export function shownHeaderProblem(name: string): string | null {
  if (!/^[a-z0-9-]{1,80}$/.test(name)) return "expected a lower-case name such as x-country";
  const word = credentialWords.find((one) => name.includes(one));
  if (word !== undefined)
    return `carries a credential ("${word}"), which scripts and records never get; sign the endpoint or let it take tokens instead`;
  return isPrototypeName(name) ? "choose another name" : null;
}

/** Headers as a script sees them: one text per name, nothing that could become a prototype. */
export function requestHeaders(
  headers: { [name: string]: string | string[] | undefined },
  own: readonly string[],
): { [name: string]: string } {
  const out: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !(shown.has(name) || own.includes(name)) || isPrototypeName(name)) continue;
    out[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return out;
}

function isPrototypeName(name: string): boolean {
  return name === "__proto__" || name === "constructor" || name === "prototype";
}
