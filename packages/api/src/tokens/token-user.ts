import { type ApiToken, Fault, type PublicUser } from "@scriptyard/model";
import type { Services } from "../context.ts";
import { authenticate } from "../rest/bearer.ts";
import { toPublicUser } from "../session/sessions.ts";
import { mayHave } from "./token-cache.ts";

/**
 * Who a token with a role acts as: its maker, with the token's role. It rests while its maker is disabled or has a lesser
 * role, so it can never do more than its maker can by now.
 *
 * @throws Fault `unauthenticated`; `forbidden` for a token that only runs scripts
 */
export async function tokenUser(
  services: Pick<Services, "tokens" | "store">,
  authorization: string,
): Promise<PublicUser> {
  return actingUser(services, await authenticate(services, authorization));
}

/** The same for a token that was authenticated already. */
export async function actingUser(services: Pick<Services, "store">, token: ApiToken): Promise<PublicUser> {
  if (token.role === null)
    throw new Fault(
      "forbidden",
      "This token has scopes and no role. Make one with a role under Settings, or with `scriptyard token create --role author`.",
    );
  const maker = await services.store.users.byId(token.createdBy);
  if (!maker || !mayHave(maker, token))
    throw new Fault("unauthenticated", "Whoever made this token may not have it any more. Make a new one.");
  return { ...toPublicUser(maker), role: token.role };
}
