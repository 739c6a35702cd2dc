import { join } from "node:path";
import { createSignInLink, workingTokensOf } from "@scriptyard/api";
import type { User } from "@scriptyard/model";
import { StartError, startProblem } from "@scriptyard/serving/start-error";
import { createStore, type Store } from "@scriptyard/store";
import { readDataSettings } from "./configured.ts";
import type { Env } from "./env.ts";
import { shownUrl } from "./shown-url.ts";

/**
 * `main.js reset-admin [<e-mail>]`: lets an admin in again who can not sign in, and nobody else can make a link for. Whoever
 * may write the data folder may do so. The server must not be running: it keeps the data for itself.
 */
export async function resetAdmin(args: readonly string[]): Promise<void> {
  let env: Env | null = null;
  try {
    env = await readDataSettings();
    await using store = await createStore({ file: join(env.dataDir, "scriptyard.db") });
    const { email, link, tokens } = await reset(store, env.basePath, args[0]?.toLowerCase());
    console.log(`One-time link for ${email}: ${new URL(link, shownUrl(env)).href}`);
    console.log("Start the server, open the link within 72 hours and set a password.");
    console.log("The old password, the account's sessions and its earlier links do not work any more.");
    if (tokens > 0)
      console.log(`${tokens} API token(s) it made still work: revoke under Settings what you do not know.`);
  } catch (error) {
    console.error(startProblem(error, env) ?? (error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}

async function reset(
  store: Store,
  basePath: string,
  email: string | undefined,
): Promise<{ email: string; link: string; tokens: number }> {
  const user = await adminNamed(store, email);
  const { id } = user;
  await store.users.update(id, { role: "admin", disabled: false, passwordHash: null });
  await store.sessions.removeLinks(id);
  await store.sessions.removeForUser(id);
  const tokens = workingTokensOf(id, await store.tokens.list(), Date.now());
  const link = await createSignInLink({ store, clock: Date.now, basePath }, user);
  return { email: user.email, link, tokens: tokens.length };
}

/** The one that is meant; with several, whoever runs this has to say. */
async function adminNamed(store: Store, email: string | undefined): Promise<Pick<User, "id" | "email">> {
  const users = await store.users.list();
  const admins = users.filter((user) => user.role === "admin");
  const list = admins.map((user) => user.email).join(", ");
  if (email !== undefined) {
    const named = users.find((user) => user.email === email);
    if (named) return named;
    throw new StartError(`There is no account ${email}. Admins: ${list || "none"}.`);
  }
  const [only, ...others] = admins;
  if (only && others.length === 0) return only;
  throw new StartError(
    only
      ? `Name the account: reset-admin <e-mail>. Admins: ${list}.`
      : "There is no account yet. Start the server: it makes the first admin and prints a link.",
  );
}
