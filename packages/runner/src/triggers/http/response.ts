import type { Issue } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";

/** What goes back over the wire. `body` null sends none. */
export type HookAnswer = { status: number; headers: { [name: string]: string }; body: string | null };

/** About the connection, or set by us: a script that set them could confuse proxies or lift our protection. */
const refused = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
  "content-encoding",
  "content-security-policy",
  "content-security-policy-report-only",
  "x-content-type-options",
  "x-frame-options",
  "strict-transport-security",
  "service-worker-allowed",
  "clear-site-data",
  "alt-svc",
  "refresh",
  "vary",
  "origin-agent-cluster",
  // A browser keeps these for the whole origin, and reports the console's requests to whom they name.
  "nel",
  "report-to",
  "reporting-endpoints",
  // A proxy in front of us would send a file of its own instead.
  "x-sendfile",
  "x-lighttpd-send-file",
  "x-reproxy-url",
]);
const refusedPrefixes = ["access-control-", "proxy-", "x-accel-"];
const mostHeaders = 50;
const longestValue = 4_096;

/** What keeps a result from being sent, beyond its schema: the script's error, found before anybody gets an answer. */
export function responseIssues(result: Json, allowedHosts: readonly string[]): Issue[] {
  const { headers } = result as { headers?: { [name: string]: string } };
  if (headers === undefined) return [];
  const entries = Object.entries(headers);
  if (entries.length > mostHeaders)
    return [{ path: "result.headers", message: `${entries.length} headers, ${mostHeaders} at most` }];
  const lower = new Set<string>();
  return entries.flatMap(([name, value]) => {
    const key = name.toLowerCase();
    const doubled = lower.has(key) ? "is there twice" : null;
    lower.add(key);
    const message = doubled ?? headerProblem(key, value, allowedHosts);
    return message === null
      ? []
      : [{ path: `result.headers[${JSON.stringify(name.slice(0, 80))}]`, message }];
  });
}

/** A valid result as an answer. The security headers are ours: an endpoint shares its origin with the console. */
export function answerOfResult(result: Json): HookAnswer {
  const {
    status,
    headers = {},
    body,
  } = result as {
    status: number;
    headers?: { [name: string]: string };
    body?: Json;
  };
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const empty = body === undefined || status === 204 || status === 304;
  const text = empty ? null : typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  return { status, headers: { ...(text === null ? {} : { "content-type": type }), ...own }, body: text };
}

/** An answer of our own: a word for the caller, nothing about the inside. */
export function plainAnswer(
  status: number,
  error: string,
  more: { [name: string]: Json } = {},
  headers: { [name: string]: string } = {},
): HookAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify({ error, ...more }),
  };
}

/** On every answer: whatever a script sends, a browser treats it as a document without an origin and without scripts. */
export const protection = {
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/** Nobody's: what stays there stays on this server. */
const ownOrigin = "https://self.invalid";

function headerProblem(name: string, value: string, allowedHosts: readonly string[]): string | null {
  if (!/^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name)) return "is not a header name";
  if (/[^\t\u0020-\u007e\u00a0-\u00ff]/.test(value))
    return "has a line break, a control character, or a letter that headers cannot carry";
  if (value.length > longestValue) return `is longer than ${longestValue} characters`;
  if (refused.has(name) || refusedPrefixes.some((prefix) => name.startsWith(prefix)))
    return "is set by the server; leave it out";
  if (name === "set-cookie") return cookieProblem(value);
  return name === "location" ? locationProblem(value, allowedHosts) : null;
}

/** Without a name, `=scriptyard_session=x` would come back as that cookie: browsers leave the first `=` out. */
function cookieProblem(value: string): string | null {
  const name = /^[ \t]*([a-z0-9!#$%&'*+.^_`|~-]+)[ \t]*=/i.exec(value)?.[1];
  if (name === undefined) return "expected name=value; attributes";
  if (/^(__host-|__secure-|scriptyard)/i.test(name))
    return "names a cookie of Scriptyard's own; choose another name";
  return null;
}

function locationProblem(value: string, allowedHosts: readonly string[]): string | null {
  // Read as browsers read it: they drop tabs, so that a slash, a tab and a slash begin another host.
  const path = value.startsWith("/") && URL.canParse(value, ownOrigin) ? new URL(value, ownOrigin) : null;
  if (path?.origin === ownOrigin) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "")
    return "expected a path that starts with one slash, or an address that starts with https://";
  if (allowedHosts.includes(url.hostname)) return null;
  const allowed = allowedHosts.join(", ") || "none";
  return `"${url.hostname}" is not one of the realm's allowed hosts (${allowed}); add it in the realm's settings`;
}
