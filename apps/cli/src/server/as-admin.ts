import type { AppRouter } from "@scriptyard/api";
import { createTRPCClient, httpLink } from "@trpc/client";
import { CommandError } from "../command-error.ts";
import { askPassword } from "../token/ask-password.ts";
import { cookieFetch } from "../token/cookie-fetch.ts";
import { asking, type Client } from "./client.ts";

export type AdminSignIn = { server: string; email: string; password: string | null };

/** Signs in with a password (asked for when there is none), does one thing, signs out. */
export async function asAdmin<T>(
  { server, email, password }: AdminSignIn,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const secret = password ?? (await askPassword(`Password of ${email}: `));
  if (secret === "") throw new CommandError("No password: set SCRIPTYARD_ADMIN_PASSWORD, or type one.");
  // It may be below a path, of which an origin says nothing.
  const origin = URL.canParse(server) ? new URL(server).origin : server;
  const client = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${server}/api/trpc`, fetch: cookieFetch(origin) })],
  });
  await asking(server, `Signing in as ${email} was refused`, () =>
    client.session.signIn.mutate({ email, password: secret }),
  );
  try {
    return await work(client);
  } finally {
    // The session was for this one act; a server that is gone by now ends it itself.
    await client.session.signOut.mutate().catch(() => undefined);
  }
}
