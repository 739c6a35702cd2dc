import { compile } from "@fastify/proxy-addr";
import type { FastifyRequest } from "fastify";
import { type Place, placeOf } from "./place.ts";

/** What a header may say of where a visitor is. */
const meanings = ["country", "city", "latitude", "longitude"] as const;
type Meaning = (typeof meanings)[number];

/** A header that trusted proxies set: scripts see it, and it may say where the visitor is. */
export type ProxyHeader = { name: string; meaning: Meaning | null };

/** What is said of an entry that is none. */
export const proxyHeaderHint =
  "write names of headers, some with country, city, latitude or longitude, e.g. cf-ipcountry=country; none that holds a session";

/** What identifies a session, and what the server reads itself. */
const kept = /^((proxy-)?authorization|(set-)?cookie2?|host|forwarded|x-forwarded-.*|x-scriptyard-.*)$/;

/**
 * One entry of the list: `x-device`, or `cf-ipcountry=country`. Null where it is none.
 *
 * @example parseProxyHeader("CF-IPCountry=country") // { name: "cf-ipcountry", meaning: "country" }
 */
export function parseProxyHeader(text: string): ProxyHeader | null {
  const [given = "", meaning, ...more] = text.split("=").map((part) => part.trim());
  const name = given.toLowerCase();
  if (more.length > 0 || !/^[a-z0-9][a-z0-9_-]{0,59}$/.test(name) || kept.test(name)) return null;
  if (meaning === undefined) return { name, meaning: null };
  const known = meanings.find((one) => one === meaning);
  return known === undefined ? null : { name, meaning: known };
}

/** A whole list. @param report told the place of each entry that is none */
export function parseProxyHeaders(
  entries: readonly string[],
  report: (index: number) => void,
): ProxyHeader[] {
  return entries.flatMap((entry, index) => {
    const header = parseProxyHeader(entry);
    if (header !== null) return [header];
    report(index);
    return [];
  });
}

type FromProxy = { headers: { [name: string]: string }; place: Place };

/** Reads those headers where the connection is a trusted proxy's: from anybody else they are the visitor's own words. */
export function proxyReader(
  headers: readonly ProxyHeader[],
  trustedProxies: readonly string[],
): (request: Pick<FastifyRequest, "headers" | "socket">) => FromProxy {
  const isTrusted = trustedProxies.length > 0 ? compile([...trustedProxies]) : () => false;
  return ({ headers: sent, socket: { remoteAddress } }) => {
    const read: FromProxy = { headers: {}, place: {} };
    if (headers.length === 0 || remoteAddress === undefined || !isTrusted(remoteAddress, 0)) return read;
    const told: { [meaning in Meaning]?: string } = {};
    for (const { name, meaning } of headers) {
      const value = sent[name];
      if (typeof value !== "string") continue;
      read.headers[name] = value.slice(0, 500);
      if (meaning !== null) told[meaning] = read.headers[name];
    }
    // How proxies say that they do not know, and that it is nobody's country.
    if (told.country === "XX" || told.country === "T1") delete told.country;
    return { ...read, place: placeOf(told) };
  };
}
