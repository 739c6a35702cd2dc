import type { JsonObject } from "@scriptyard/host-kit";
import { isObject, untoldIp } from "@scriptyard/model";
import { objectOf } from "../object-of.ts";

/** What the product may leave out about a visitor. Unknown stays visibly unknown: nothing here makes a visitor look trusted. */
export function completeVisitor(
  told: JsonObject,
  at: { requestId: string; path: string; now: number },
): JsonObject {
  const request = part(told, "request");
  const user = part(told, "user");
  const device = part(told, "device");
  const iso = new Date(at.now).toISOString();
  return {
    request: {
      id: at.requestId,
      ip: untoldIp,
      method: "GET",
      path: at.path,
      headers: {},
      locale: "en",
      time: iso,
      ...request,
      userAgent: { family: "unknown", os: "unknown", device: "unknown", ...objectOf(request?.userAgent) },
    },
    device: { id: "unknown", known: false, ...device },
    user: user && {
      // Some providers tell none.
      email: "",
      emailVerified: false,
      name: "",
      locale: "en",
      roles: [],
      groups: [],
      attributes: {},
      factors: [],
      createdAt: iso,
      failedAttempts: 0,
      ...user,
    },
  };
}

/** By whom wrong answers are counted: the account as the product named it, and the address it told. */
export function guessedBy({ user, request }: JsonObject): { user: string | null; ip: string | null } {
  const { id, email } = objectOf(user);
  const { ip } = objectOf(request);
  const name = id ?? email;
  return {
    user: typeof name === "string" ? name : null,
    ip: typeof ip === "string" && ip !== untoldIp ? ip : null,
  };
}

/** What the product may tell of somebody who logs in. */
export const visitorParts = {
  request: "The visitor's request: ip, headers, locale …",
  user: "Who the product knows them to be, or null.",
  device: "The device they use.",
};

function part(told: JsonObject, name: keyof typeof visitorParts): JsonObject | null {
  const value = told[name];
  if (value === undefined || value === null) return null;
  if (isObject(value)) return value;
  throw new TypeError(`${name}: expected an object${name === "user" ? " or null" : ""}.`);
}
