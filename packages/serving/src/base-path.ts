import type { IncomingMessage } from "node:http";

/** Where supervisors ask: they know an address and not what is mounted where. */
const probes = new Set(["/healthz", "/readyz", "/metrics"]);

/** An address that no route has. */
export const outside = "/api/outside";

/**
 * Takes the base path off addresses, so that no route knows of it; whatever makes an address puts it on again. What is not
 * below it is nowhere, but for the probes.
 *
 * @param basePath without a slash at its end; empty = there is none
 * @example belowBase("/admin/scripts")({ url: "/admin/scripts/f/acme/login" }) // "/f/acme/login"
 */
export function belowBase(basePath: string): (request: Pick<IncomingMessage, "url">) => string {
  return ({ url = "/" }) => {
    if (basePath === "") return url;
    if (isBelow(basePath, url)) return withSlash(url.slice(basePath.length));
    return probes.has(url.split("?", 1)[0]!) ? url : outside;
  };
}

/** Whether an address, with its query, is the base path or below it. */
export function isBelow(basePath: string, url: string): boolean {
  return url.startsWith(basePath) && ["", "/", "?"].includes(url.charAt(basePath.length));
}

const withSlash = (rest: string): string => (rest.startsWith("/") ? rest : `/${rest}`);

/**
 * A base path in the form that is worked with; null where it is none.
 *
 * @example parseBasePath("/admin/scripts/") // "/admin/scripts"
 */
export function parseBasePath(text: string): string | null {
  const path = text.replace(/\/$/, "");
  return path === "" || /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}){1,8}$/.test(path) ? path : null;
}
