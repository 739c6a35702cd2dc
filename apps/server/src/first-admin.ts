import { createPasswords, createSignInLink, requireGoodPassword } from "@scriptyard/api";
import { Fault, newId, type User } from "@scriptyard/model";
import { StartError } from "@scriptyard/serving/start-error";
import type { Store } from "@scriptyard/store";
import type { Env } from "./env.ts";

/**
 * Makes sure that somebody can sign in. The first start makes an admin: with the password given in the environment, or
 * with a one-time link. Until somebody has a password, every start answers a fresh link.
 *
 * @returns path of the link, or null when there is nothing to hand out
 */
export async function ensureAdmin(
  services: { store: Store; clock: () => number; basePath: string },
  { email, password }: Env["admin"],
): Promise<{ link: string; email: string } | null> {
  const { store } = services;
  const users = await Promise.all((await store.users.list()).map((user) => store.users.byId(user.id)));
  if (users.some((user) => user?.role === "admin" && !user.disabled && user.passwordHash !== null))
    return null;
  if (password !== null) {
    // Refused before an account is made.
    const passwordHash = await hashGood(password, email);
    const admin = users.find((user) => user?.email === email) ?? (await createAdmin(services, email));
    await store.users.update(admin.id, { passwordHash, role: "admin", disabled: false });
    return null;
  }
  const waiting = users.find((user) => user?.role === "admin" && !user.disabled);
  const admin = waiting ?? (await createAdmin(services, email));
  return { link: await createSignInLink(services, admin), email: admin.email };
}

function createAdmin({ store, clock }: { store: Store; clock: () => number }, email: string): Promise<User> {
  const now = clock();
  return store.users.create({
    id: newId("usr", now),
    email,
    name: "Admin",
    role: "admin",
    passwordHash: null,
    disabled: false,
    createdAt: now,
    lastSeenAt: null,
  });
}

async function hashGood(password: string, email: string): Promise<string> {
  try {
    requireGoodPassword(password, email);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new StartError(`SCRIPTYARD_ADMIN_PASSWORD: ${cause.message.replace(/^password: /, "")}`, { cause });
  }
  return createPasswords().hash(password);
}
