import { type AdminSignIn, asAdmin } from "../server/as-admin.ts";
import { asking } from "../server/client.ts";

export type CreateTokenInput = AdminSignIn & {
  name: string;
  realm?: string;
  role?: "operator" | "author";
  expiresDays?: number;
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
        expiresInDays: input.expiresDays ?? null,
      });
      return { token, expiresAt: record.expiresAt };
    }),
  );
}
