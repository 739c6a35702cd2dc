import { randomBytes } from "node:crypto";
import { type CookieSite, siteCookieName } from "@scriptyard/api";
import { parseJson } from "@scriptyard/runner";
import type { FastifyReply, FastifyRequest } from "fastify";

const longestTyped = 3_000;

export type FlowCookies = {
  secret(request: FastifyRequest): string | null;
  keepSecret(reply: FastifyReply, secret: string): void;
  /** What was typed into the form that came back, once. */
  takeTyped(request: FastifyRequest, reply: FastifyReply): { [name: string]: string };
  keepTyped(reply: FastifyReply, typed: { [name: string]: string }): void;
};

/**
 * Cookies of one session's page. Their path is the session's own, so that two sessions side by side do not mix and no
 * other page ever receives them. Lax, not Strict: a redirect to another site comes back with a plain navigation.
 */
export function flowCookies(path: string, secure: boolean): FlowCookies {
  const base = { path, httpOnly: true, sameSite: "lax", secure } as const;
  // With a path `__Host-` is not to be had; `__Secure-` keeps out what a plain connection would plant.
  const prefix = secure ? "__Secure-" : "";
  const secretCookie = `${prefix}scriptyard_flow`;
  const typedCookie = `${prefix}scriptyard_typed`;
  return {
    secret: (request) => request.cookies[secretCookie] ?? null,
    keepSecret: (reply, secret) => void reply.setCookie(secretCookie, secret, base),
    takeTyped(request, reply) {
      const kept = request.cookies[typedCookie];
      if (kept === undefined) return {};
      reply.clearCookie(typedCookie, base);
      return parseTyped(kept);
    },
    keepTyped(reply, typed) {
      const text = Buffer.from(JSON.stringify(typed)).toString("base64url");
      if (text.length <= longestTyped) reply.setCookie(typedCookie, text, { ...base, maxAge: 60 });
    },
  };
}

export type BrowserCookie = {
  /** The browser's secret; empty for one that has none. */
  read(request: FastifyRequest): string;
  /** The browser's secret, which it is given now when it has none. */
  keep(request: FastifyRequest, reply: FastifyReply): string;
};

/**
 * What tells this browser from every other one: a session belongs to the browser that began it, and a secret that was
 * planted in another one opens nothing there. Over https `__Host-` makes browsers refuse one that a neighbouring host
 * planted. Another installation at another port of the same host has one of its own.
 */
export function browserCookie(siteOf: (request: FastifyRequest) => CookieSite): BrowserCookie {
  const nameAt = (site: CookieSite) => siteCookieName("scriptyard_browser", site);
  const read = (request: FastifyRequest) => {
    const value = request.cookies[nameAt(siteOf(request))] ?? "";
    return /^[\w-]{43}$/.test(value) ? value : "";
  };
  return {
    read,
    keep(request, reply) {
      const known = read(request);
      if (known !== "") return known;
      const made = randomBytes(32).toString("base64url");
      const site = siteOf(request);
      const { secure, basePath } = site;
      const path = secure ? "/" : `${basePath}/f`;
      reply.setCookie(nameAt(site), made, { path, httpOnly: true, sameSite: "lax", secure });
      return made;
    },
  };
}

/** A cookie comes from outside: anything but a record of texts is as good as none. */
function parseTyped(text: string): { [name: string]: string } {
  try {
    const value: unknown = parseJson(Buffer.from(text, "base64url"), "The cookie");
    if (value === null || typeof value !== "object") return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
