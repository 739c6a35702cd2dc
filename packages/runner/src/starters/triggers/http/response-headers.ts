import type { Issue } from "@scriptyard/host-kit";
import { destinationProblem } from "@scriptyard/model";
import { cookieProblem } from "./cookie.ts";
import { linkProblem } from "./link-header.ts";

/**
 * What a script may say about its answer. Everything else speaks to browsers about the whole origin, to proxies in front
 * of us, or about the connection, and new such headers are invented every year: so this is what is let through, not what
 * is not. An endpoint names more `x-` headers in its configuration.
 */
export const responseHeaders = [
  "cache-control",
  "content-disposition",
  "content-language",
  "content-type",
  "etag",
  "expires",
  "last-modified",
  "link",
  "location",
  "pragma",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "set-cookie",
  "x-correlation-id",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
  "x-robots-tag",
  "x-total-count",
] as const;

/** `x-` headers that browsers or proxies act on, by their beginnings. */
const actedOn = [
  "x-accel-",
  "x-content-",
  "x-dns-",
  "x-forwarded-",
  "x-frame-",
  "x-lighttpd-",
  "x-litespeed-",
  "x-middleware-",
  "x-original-",
  "x-permitted-",
  "x-reproxy-",
  "x-rewrite-",
  "x-scriptyard-",
  "x-sendfile",
  "x-ua-",
  "x-xss-",
] as const;

const mostHeaders = 50;
const longestValue = 4_096;
const allowed: ReadonlySet<string> = new Set(responseHeaders);

/** Why an endpoint cannot name a header of its own; null when it can. */
export function ownHeaderProblem(name: string): string | null {
  if (!/^x-[a-z0-9-]{1,80}$/.test(name)) return "expected a lower-case name that begins with x-";
  if (actedOn.some((start) => name.startsWith(start)))
    return "browsers or proxies act on it, which is not the script's business";
  return null;
}

/** What keeps a result's headers from being sent: the script's error, found before anybody gets an answer. */
export function headerIssues(
  headers: { [name: string]: string },
  own: readonly string[],
  allowedHosts: readonly string[],
): Issue[] {
  const entries = Object.entries(headers);
  if (entries.length > mostHeaders)
    return [{ path: "result.headers", message: `${entries.length} headers, ${mostHeaders} at most` }];
  const lower = new Set<string>();
  return entries.flatMap(([name, value]) => {
    const key = name.toLowerCase();
    const doubled = lower.has(key) ? "is there twice" : null;
    lower.add(key);
    const message = doubled ?? headerProblem(key, value, own, allowedHosts);
    return message === null
      ? []
      : [{ path: `result.headers[${JSON.stringify(name.slice(0, 80))}]`, message }];
  });
}

function headerProblem(
  name: string,
  value: string,
  own: readonly string[],
  allowedHosts: readonly string[],
): string | null {
  if (!allowed.has(name) && !own.includes(name))
    return ownHeaderProblem(name) === null
      ? "is none this endpoint sends; name it in the trigger's Response headers"
      : "is not one that scripts may set; leave it out";
  if (/[^\t\u0020-\u007e\u00a0-\u00ff]/.test(value))
    return "has a line break, a control character, or a letter that headers cannot carry";
  if (value.length > longestValue) return `is longer than ${longestValue} characters`;
  if (name === "set-cookie") return cookieProblem(value);
  if (name === "content-type") return typeProblem(value);
  if (name === "link") return linkProblem(value);
  return name === "location" ? locationProblem(value, allowedHosts) : null;
}

/**
 * One plain type: where several are listed browsers take the last, and what they would run or apply to a page of this
 * origin is no answer of an endpoint. (They are also told what it is not wanted for, see `fence.ts`; old ones say nothing.)
 */
function typeProblem(value: string): string | null {
  const [essence = "", ...parameters] = value.split(";").map((part) => part.trim().toLowerCase());
  const [type, subtype] = /^([a-z0-9.+-]{1,60})\/([a-z0-9.+-]{1,80})$/.exec(essence)?.slice(1) ?? [];
  if (type === undefined || subtype === undefined)
    return "expected one type such as text/html; charset=utf-8";
  if (!parameters.every((part) => /^[a-z0-9-]{1,40}=(?:"[^",\\]{0,100}"|[^\s",]{1,100})$/.test(part)))
    return "has a parameter that is not name=value";
  const runs = /^(?:x-)?(?:java|ecma|live|j)script[0-9.]*$/.test(subtype) || executed.has(essence);
  return runs ? "is a type that browsers run or apply to pages; serve such files from another host" : null;
}

const executed: ReadonlySet<string> = new Set([
  "text/css",
  "text/xsl",
  "text/cache-manifest",
  "application/xslt+xml",
  "application/wasm",
  "application/manifest+json",
  "application/speculationrules+json",
  "application/importmap+json",
  "application/x-shockwave-flash",
  "application/java-archive",
  "multipart/x-mixed-replace",
]);

/** Nobody's: what stays there stays on this server. */
const ownOrigin = "https://self.invalid";

function locationProblem(value: string, allowedHosts: readonly string[]): string | null {
  // Read as browsers read it: they drop tabs, so that a slash, a tab and a slash begin another host.
  const path = value.startsWith("/") && URL.canParse(value, ownOrigin) ? new URL(value, ownOrigin) : null;
  if (path?.origin === ownOrigin) return null;
  const problem = destinationProblem(value, allowedHosts);
  return problem && `${problem}; or stay on this server: a path that starts with one slash`;
}
