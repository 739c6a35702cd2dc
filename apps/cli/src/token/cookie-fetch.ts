import { fetchHere } from "../server/no-redirects.ts";

/**
 * `fetch` that keeps cookies in memory and names its origin, as a browser on the console's own page would: the server
 * refuses changes from anywhere else.
 */
export function cookieFetch(
  origin: string,
): (input: string | URL | Request, init?: object) => Promise<Response> {
  const cookies = new Map<string, string>();
  return async (input, init) => {
    const given = init as RequestInit | undefined;
    const headers = new Headers(given?.headers);
    headers.set("origin", origin);
    if (cookies.size > 0)
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetchHere(input, { ...given, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
    return response;
  };
}
