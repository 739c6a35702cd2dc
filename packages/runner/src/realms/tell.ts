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
export function tellRealm(
  core: Core,
  realm: Realm,
  { act, message }: { act: keyof typeof acts; message: string },
  actor: Actor,
): void {
  core.catalog.forget();
  reportOfRealm(core, { realmId: realm.id, kind: "realm", subject: realm.name, message }, actor);
  noteChange(core, actor, acts[act], { realmId: realm.id, subject: realm.name });
  showRealm(core, realm, act, actor);
}

/** As `tellRealm`, of what has no security events any more. */
export function tellRemoved(core: Core, realm: Pick<Realm, "id" | "name">): void {
  const nobody: Actor = { userId: null, requestId: null };
  core.catalog.forget();
  noteChange(core, nobody, "realm.remove", { realmId: realm.id, subject: realm.name });
  showRealm(core, realm, "removed", nobody);
}

/** One event, of the realm it is about: consoles of others ask for it too, tokens bound to another are not told its name. */
export function showRealm(
  core: Core,
  { id: realmId, name }: Pick<Realm, "id" | "name">,
  change: RealmAct,
  { userId }: Actor,
): void {
  core.hub.publish({ type: "realms", realmId, name, change, userId, at: core.clock() });
}
