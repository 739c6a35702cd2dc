import type { AppRouter } from "@scriptyard/api";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { CommandError } from "../command-error.ts";
import { fetchHere } from "./no-redirects.ts";

export type Server = { url: string; token: string };
export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

/**
 * @param needs what its token must have
 * @throws CommandError without a token, saying where one comes from
 */
export function serverOf(
  { server, token }: { server: string; token: string | null },
  needs: "--role author" | "--scope realms" | "--scope move" | "--scope secrets" = "--role author",
): Server {
  if (token !== null) return { url: server, token: sendable(token) };
  const what = needs === "--role author" ? "a role" : `the scope ${needs.slice("--scope ".length)}`;
  throw new CommandError(
    `This talks to a server and needs an API token with ${what}: set SCRIPTYARD_TOKEN. ` +
      `Make one with \`scriptyard token create --name cli ${needs}\`, or in the console under Settings.`,
  );
}

/** What no header may hold is refused here: `fetch` would put the whole token into its error. */
function sendable(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CommandError(
    "The API token holds a space, a line break or another character that no token has. Copy it once more.",
  );
}

/** The console's procedures, called with a token. */
export function connect({ url, token }: Server): Client {
  const headers = { authorization: `Bearer ${token}` };
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${url}/api/trpc`, headers, maxItems: 20, fetch: fetchHere })],
  });
}

/**
 * Does something with a server; what goes wrong becomes a sentence.
 *
 * @param what begins the message, e.g. "The draft was not saved"
 */
export async function asking<T>(server: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainFailure(error, server, what);
  }
}

export function explainFailure(error: unknown, server: string, what: string): CommandError {
  const options = { cause: error };
  if (error instanceof CommandError) return error;
  if (error instanceof Error && error.cause instanceof CommandError) return error.cause;
  if (!(error instanceof TRPCClientError)) return new CommandError(`${what}: ${String(error)}`, options);
  // Without a shape there was no answer of ours: nobody listens there, or somebody else does.
  if (error.shape === null || error.shape === undefined) return unreachable(error, server);
  return new CommandError(`${what}: ${error.message}`, options);
}

/** Nobody answered, or somebody who is no server of ours. */
export function unreachable(error: unknown, server: string): CommandError {
  return new CommandError(
    `No Scriptyard server answers at ${server}. Start it with \`npm start\`, or name another with --server. (${reasonOf(error)})`,
    { cause: error },
  );
}

function reasonOf(error: unknown): string {
  const codes: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string") codes.push(code);
  }
  return codes.at(-1) ?? (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
