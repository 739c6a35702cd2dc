import type { TokenRole, TokenScope } from "@scriptyard/model";
import { type AdminSignIn, asAdmin } from "../server/as-admin.ts";
import { asking } from "../server/client.ts";

export type CreateTokenInput = AdminSignIn & {
  name: string;
  realm?: string;
  role?: TokenRole;
  scope: readonly TokenScope[];
  /** Null: never. */
  expiresDays: number | null;
};

/** Signs in, makes the token, signs out. */
export async function createToken(
  input: CreateTokenInput,
): Promise<{ token: string; expiresAt: number | null }> {
  return asAdmin(input, (client) =>
    asking(input.server, "The token was not made", async () => {
      const { token, record } = await client.tokens.create.mutate({
        name: input.name,
        realm: input.realm ?? null,
        role: input.role ?? null,
        scopes: [...input.scope],
        expiresInDays: input.expiresDays,
      });
      return { token, expiresAt: record.expiresAt };
    }),
  );
}
