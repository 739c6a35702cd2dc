import type { AppRouter } from "@scriptyard/api";
import { createTRPCClient, httpLink } from "@trpc/client";
import { explainFailure } from "../server/client.ts";
import { cookieFetch } from "./cookie-fetch.ts";

export type CreateTokenInput = {
  server: string;
  email: string;
  password: string;
  name: string;
  realm?: string;
  role?: "operator" | "author";
  expiresDays?: number;
};

/** Signs in, makes the token, signs out. */
export async function createToken(
  input: CreateTokenInput,
): Promise<{ token: string; expiresAt: number | null }> {
  const origin = input.server;
  const client = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/api/trpc`, fetch: cookieFetch(origin) })],
  });
  try {
    await client.session.signIn.mutate({ email: input.email, password: input.password });
  } catch (error) {
    throw explainFailure(error, origin, `Signing in as ${input.email} was refused`);
  }
  try {
    const { token, record } = await client.tokens.create.mutate({
      name: input.name,
      realm: input.realm ?? null,
      role: input.role ?? null,
      expiresInDays: input.expiresDays ?? null,
    });
    return { token, expiresAt: record.expiresAt };
  } catch (error) {
    throw explainFailure(error, origin, "The token was not made");
  } finally {
    // The session was for this one act; a server that is gone by now ends it itself.
    await client.session.signOut.mutate().catch(() => undefined);
  }
}
