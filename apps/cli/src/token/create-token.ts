import type { AppRouter } from "@scriptyard/api";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { CommandError } from "../command-error.ts";
import { cookieFetch } from "./cookie-fetch.ts";

export type CreateTokenInput = {
  server: string;
  email: string;
  password: string;
  name: string;
  realm?: string;
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
    throw explain(error, input, `Signing in as ${input.email} was refused`);
  }
  try {
    const { token, record } = await client.tokens.create.mutate({
      name: input.name,
      realm: input.realm ?? null,
      expiresInDays: input.expiresDays ?? null,
    });
    return { token, expiresAt: record.expiresAt };
  } catch (error) {
    throw explain(error, input, "The token was not made");
  } finally {
    // The session was for this one act; a server that is gone by now ends it itself.
    await client.session.signOut.mutate().catch(() => undefined);
  }
}

function explain(error: unknown, { server }: CreateTokenInput, what: string): CommandError {
  const options = { cause: error };
  if (!(error instanceof TRPCClientError)) return new CommandError(`${what}: ${String(error)}`, options);
  // Without a shape there was no answer of ours: nobody listens there, or somebody else does.
  if (error.shape === null || error.shape === undefined)
    return new CommandError(
      `No Scriptyard server answers at ${server}. Start it with \`npm start\`, or name another with --server. (${reasonOf(error)})`,
      options,
    );
  return new CommandError(`${what}: ${error.message}`, options);
}

function reasonOf(error: Error): string {
  const codes: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string") codes.push(code);
  }
  return codes.at(-1) ?? error.message.slice(0, 200);
}
