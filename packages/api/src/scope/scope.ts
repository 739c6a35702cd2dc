import { Fault, type Realm, type Script, slug } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { z } from "zod";

/** Name of a realm, e.g. `acme`. */
export const realmName = slug;
export const inRealm = z.strictObject({ realm: realmName });

/** @throws Fault `not_found` naming the realms there are */
export async function realmOf(ctx: { store: Store }, name: string): Promise<Realm> {
  const realm = await ctx.store.realms.byName(name);
  if (realm) return realm;
  const known = (await ctx.store.realms.list()).map((one) => one.name);
  throw new Fault(
    "not_found",
    `There is no realm "${name}". Known realms: ${known.join(", ") || "none yet"}.`,
  );
}

/** @throws Fault `not_found` */
export async function scriptOf(ctx: { store: Store }, scriptId: string): Promise<Script> {
  return found(await ctx.store.scripts.byId(scriptId), `There is no script ${scriptId}.`);
}

/** A filter that names a script of another realm answers as if that script did not exist. */
export async function scriptInRealm(
  ctx: { store: Store },
  realm: Realm,
  scriptId: string | undefined,
): Promise<void> {
  if (scriptId === undefined) return;
  const script = await ctx.store.scripts.byId(scriptId);
  if (script?.realmId !== realm.id)
    throw new Fault("not_found", `There is no script ${scriptId} in the realm "${realm.name}".`);
}

/** @throws Fault `not_found` with the message given */
export function found<T>(value: T | null | undefined, message: string): T {
  if (value === null || value === undefined) throw new Fault("not_found", message);
  return value;
}

/** Names of authors by user id; a publish by a token or the system has none. */
export async function authorNames(ctx: { store: Store }): Promise<Map<string, string>> {
  return new Map((await ctx.store.users.list()).map((user) => [user.id, user.name || user.email]));
}
