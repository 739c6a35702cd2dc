import { type ApiToken, Fault } from "@scriptyard/model";
import type { Services } from "../context.ts";

const scheme = "Bearer ";

/**
 * The API token of an `Authorization` header. Answers at once, without a promise, while the token is cached.
 *
 * @throws Fault `unauthenticated`
 */
export function authenticate(
  services: Pick<Services, "tokens">,
  authorization: string | undefined,
): ApiToken | Promise<ApiToken> {
  if (authorization === undefined)
    throw new Fault(
      "unauthenticated",
      "Send an API token: Authorization: Bearer sy_… . Tokens are made in the console under Settings.",
    );
  const token = authorization.startsWith(scheme) ? authorization.slice(scheme.length) : "";
  // 3 + 43 characters: 256 bits. Anything else is not worth a look into the database.
  if (token.length !== 46 || !token.startsWith("sy_")) throw refused();
  const record = services.tokens.resolve(token);
  if (record instanceof Promise) return record.then((found) => found ?? refuse());
  return record ?? refuse();
}

/**
 * A token bound to a realm sees no other realm: they answer as if they did not exist.
 *
 * @throws Fault `not_found`
 */
export async function requireRealm(
  services: Pick<Services, "store">,
  token: ApiToken,
  realm: string,
): Promise<void> {
  if (token.realmId === null) return;
  const row = await services.store.realms.byName(realm);
  if (row?.id !== token.realmId) throw new Fault("not_found", `There is no realm "${realm}".`);
}

function refuse(): never {
  throw refused();
}

const refused = (): Fault =>
  new Fault(
    "unauthenticated",
    "This API token is unknown, revoked or expired, or whoever made it may not have it any more. Make a new one under Settings.",
  );
