import { Fault } from "@scriptyard/model";

export type OriginHeaders = {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  contentType: string | undefined;
};

/**
 * Refuses what another site's page could make a signed-in browser send. Three fences, each enough alone:
 * the cookie is SameSite=Strict; only POST with a JSON content type changes anything, which a form cannot send;
 * and a browser says where a request comes from. A client that is no browser sends neither header and passes.
 *
 * Where a product signs people in, its cookie may be a laxer one: then a change must say where it comes from.
 *
 * @param publicOrigin origin the console is reached under, where a proxy changes `Host`
 * @param mustSay whether a change without a word about where it comes from is refused
 * @throws Fault `forbidden`, `unsupported_media_type`
 */
export function requireSameOrigin(
  headers: OriginHeaders,
  { publicOrigin, mustSay }: { publicOrigin: string | null; mustSay: boolean },
): void {
  const { method, host, origin, fetchSite, contentType } = headers;
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none")
    throw new Fault("forbidden", "This address answers only the console's own pages.");
  if (origin !== undefined && origin !== publicOrigin && hostOf(origin) !== host)
    throw new Fault("forbidden", "This address answers only the console's own pages.");
  if (mustSay && method !== "GET" && origin === undefined && fetchSite === undefined)
    throw new Fault("forbidden", "Say where this comes from: send Origin, or call with an API token.");
  if (method === "POST" && !/^application\/json(?:\s*;|$)/i.test(contentType ?? ""))
    throw new Fault("unsupported_media_type", "Send application/json.");
}

function hostOf(origin: string): string | null {
  // `Origin: null` comes from sandboxed frames and opaque pages.
  return URL.canParse(origin) ? new URL(origin).host : null;
}
