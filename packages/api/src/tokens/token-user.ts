import { Fault, type PublicUser, type Role } from "@scriptyard/model";
import type { Services } from "../context.ts";
import { authenticate } from "../rest/bearer.ts";
import { toPublicUser } from "../session/sessions.ts";

/** From least to most. */
const roles: readonly Role[] = ["operator", "author", "admin"];

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
  const token = await authenticate(services, authorization);
  if (token.role === null)
    throw new Fault(
      "forbidden",
      "This token runs scripts and flows only. Make one with a role under Settings, or with `scriptyard token create --role author`.",
    );
  const maker = await services.store.users.byId(token.createdBy);
  if (!maker || maker.disabled)
    throw new Fault("unauthenticated", "Whoever made this token has no account any more. Make a new one.");
  const role = roles[Math.min(roles.indexOf(maker.role), roles.indexOf(token.role))]!;
  return { ...toPublicUser(maker), role };
}
