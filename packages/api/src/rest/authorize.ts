import {
  type ApiToken,
  Fault,
  roleSuffices,
  scopesOf,
  type TokenRole,
  type TokenScope,
} from "@scriptyard/model";
import type { Services } from "../context.ts";
import { actingUser } from "../tokens/token-user.ts";
import { requireRealm } from "./bearer.ts";
import type { RouteAccess } from "./route.ts";

/**
 * Holds a token to what a route declares: its role or scope, and the realm its address names. One place for all routes, called
 * before a body is read; a handler cannot forget it.
 *
 * @returns whom the token acts for; null where it only runs what is live. Without a promise where nothing has to be
 * looked up: the hot path goes through here.
 * @throws Fault `forbidden` for too little a role, or without the scope; `not_found` for another realm
 */
export function authorize(
  services: Pick<Services, "store">,
  route: RouteAccess,
  token: ApiToken,
  params: { realm?: string },
): Promise<`usr_${string}` | null> | null {
  const foreign = token.realmId !== null && params.realm !== undefined;
  if (route.role === "open") requireScope(token, route.scope);
  if (route.role === "open" && !foreign) return null;
  if (route.role === "admin") {
    requireScope(token, route.scope);
    return requireAdmin(services, token);
  }
  return lookUp(services, route.role, token, params);
}

async function lookUp(
  services: Pick<Services, "store">,
  role: Exclude<RouteAccess["role"], "admin">,
  token: ApiToken,
  { realm }: { realm?: string },
): Promise<`usr_${string}` | null> {
  const userId = role === "open" ? null : await requireRole(services, token, role);
  if (realm !== undefined) await requireRealm(services, token, realm);
  return userId;
}

/** @throws Fault `forbidden` */
export function requireScope(token: ApiToken, scope: TokenScope): void {
  if (scopesOf(token).includes(scope)) return;
  const has = scopesOf(token).join(", ") || "none";
  throw new Fault(
    "forbidden",
    `This needs an API token with the scope ${scope}; this one has ${has}. Make one under Settings.`,
  );
}

/** A token with a role does as much as its maker could by now. */
async function requireRole(
  services: Pick<Services, "store">,
  token: ApiToken,
  least: TokenRole,
): Promise<`usr_${string}`> {
  const user = await actingUser(services, token);
  if (roleSuffices(user.role, least)) return user.id;
  throw new Fault(
    "forbidden",
    `This needs an API token with the role ${least}; this one has ${user.role}. Make one under Settings.`,
  );
}

/** What is of the whole installation is done in the name of the admin who made the token. */
async function requireAdmin(services: Pick<Services, "store">, token: ApiToken): Promise<`usr_${string}`> {
  if (token.realmId !== null)
    throw new Fault("forbidden", "This needs an API token that is not limited to one realm.");
  const maker = await services.store.users.byId(token.createdBy);
  if (maker !== null && !maker.disabled && maker.role === "admin") return maker.id;
  throw new Fault("forbidden", "Whoever made this token is no admin any more. Have an admin make one.");
}
