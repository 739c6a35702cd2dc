/** On every answer: whatever a script sends, a browser treats it as a document without an origin and without scripts. */
export const protection = {
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/**
 * What a browser may want an answer for (`Sec-Fetch-Dest`). Endpoints may share the console's origin, whose policy trusts
 * its own scripts and styles: so never as one of those, as a worker, a plug-in, or what else browsers come to load.
 */
export const destinations = [
  "document",
  "empty",
  "iframe",
  "frame",
  "image",
  "audio",
  "video",
  "track",
  "report",
] as const;
const wanted: ReadonlySet<string> = new Set(destinations);

/** Whether a browser would run or apply what is answered. Programs, and browsers over plain http, do not say. */
export function isLoadedAsCode(headers: { [name: string]: string | string[] | undefined }): boolean {
  const destination = headers["sec-fetch-dest"];
  if (destination !== undefined && !wanted.has(String(destination))) return true;
  return headers["service-worker"] !== undefined;
}

/** Whether pages of other origins may show it, as an image say: only where the endpoint names some. */
export function resourcePolicy(corsOrigins: readonly string[]): { [name: string]: string } {
  return { "cross-origin-resource-policy": corsOrigins.length === 0 ? "same-origin" : "cross-origin" };
}
