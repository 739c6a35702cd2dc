import type { Realm } from "@scriptyard/model";
import { type ChangeAct, noteChange } from "../changes.ts";
import type { Core } from "../core.ts";
import type { RealmAct } from "../events/types.ts";
import { reportOfRealm } from "../policy/realm-event.ts";
import type { Actor } from "../types.ts";

const acts = {
  created: "realm.create",
  archived: "realm.archive",
  deleted: "realm.delete",
  restored: "realm.restore",
} as const satisfies { [act in RealmAct]?: ChangeAct };

/** Forgets what was remembered of it, and says what was done to a realm: in its security events, in the log, to all consoles. */
export async function tellRealm(
  core: Core,
  realm: Realm,
  { act, message }: { act: keyof typeof acts; message: string },
  actor: Actor,
): Promise<void> {
  core.catalog.forget();
  reportOfRealm(core, { realmId: realm.id, kind: "realm", subject: realm.name, message }, actor);
  noteChange(core, actor, acts[act], { realmId: realm.id, subject: realm.name });
  await showRealm(core, realm.name, act, actor);
}

/** As `tellRealm`, of what has no security events any more. */
export async function tellRemoved(core: Core, { id, name }: Pick<Realm, "id" | "name">): Promise<void> {
  const nobody: Actor = { userId: null, requestId: null };
  core.catalog.forget();
  noteChange(core, nobody, "realm.remove", { realmId: id, subject: name });
  await showRealm(core, name, "removed", nobody);
  // Who still looks at it is in no list.
  core.hub.publish({ type: "realms", realmId: id, name, change: "removed", userId: null, at: core.clock() });
}

/** Whoever looks at any realm has a list of all. */
export async function showRealm(
  core: Core,
  name: string,
  change: RealmAct,
  { userId }: Actor,
): Promise<void> {
  const at = core.clock();
  for (const { id } of await core.store.realms.list())
    core.hub.publish({ type: "realms", realmId: id, name, change, userId, at });
}
