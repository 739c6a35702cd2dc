import { type ApiToken, Fault, type PublicUser, roleSuffices } from "@scriptyard/model";
import type { Services } from "../context.ts";
import { authenticate } from "../rest/bearer.ts";
import { toPublicUser } from "../session/sessions.ts";

/**
 * Who a token with a role acts as: its maker, with the lesser of both roles. So it can never do more than its maker
 * can by now, and ends with its maker's account.
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
      "This token runs scripts and flows only. Make one with a role under Settings, or with `scriptyard token create --role author`.",
    );
  const maker = await services.store.users.byId(token.createdBy);
  if (!maker || maker.disabled)
    throw new Fault("unauthenticated", "Whoever made this token has no account any more. Make a new one.");
  const role = roleSuffices(maker.role, token.role) ? token.role : maker.role;
  return { ...toPublicUser(maker), role };
}
