import { Fault, type Role } from "@scriptyard/model";
import { tokenUser } from "../../tokens/token-user.ts";
import type { RestCall } from "../route.ts";

const rank: Record<Role, number> = { operator: 0, author: 1, admin: 2 };

/**
 * Triggers decide what will run: a token that only runs scripts and flows may not touch them, and one with a role only
 * as far as its maker could by now.
 *
 * @returns whom the token acts for
 * @throws Fault `forbidden`
 */
export async function requireTokenRole(
  { services, headers }: Pick<RestCall<never, never>, "services" | "headers">,
  least: "operator" | "author",
): Promise<`usr_${string}`> {
  const { authorization } = headers;
  const user = await tokenUser(services, typeof authorization === "string" ? authorization : "");
  if (rank[user.role] >= rank[least]) return user.id;
  throw new Fault(
    "forbidden",
    `This needs an API token with the role ${least}; this one has ${user.role}. Make one under Settings.`,
  );
}
