import type { Realm } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import { type ChangeAct, noteChange } from "../changes.ts";
import type { EventHub } from "../events/hub.ts";
import type { RealmAct } from "../events/types.ts";
import type { RunnerLog } from "../options.ts";
import { reportOfRealm } from "../policy/realm-event.ts";
import type { SecurityLog } from "../policy/security-log.ts";

const acts = {
  created: "realm.create",
  archived: "realm.archive",
  deleted: "realm.delete",
  restored: "realm.restore",
} as const satisfies { [act in RealmAct]?: ChangeAct };

export type TellPorts = {
  clock: () => number;
  security: SecurityLog;
  hub: EventHub;
  log: RunnerLog;
};

/** Says what was done to a realm: in its security events, in the log, to all consoles. */
export function tellRealm(
  ports: TellPorts,
  realm: Realm,
  { act, message }: { act: keyof typeof acts; message: string },
  actor: Actor,
): void {
  reportOfRealm(ports, { realmId: realm.id, kind: "realm", subject: realm.name, message }, actor);
  noteChange(ports, actor, acts[act], { realmId: realm.id, subject: realm.name });
  showRealm(ports, realm, act, actor);
}

/** As `tellRealm`, of what has no security events any more. */
export function tellRemoved(ports: TellPorts, realm: Pick<Realm, "id" | "name">): void {
  const nobody: Actor = { userId: null, requestId: null };
  noteChange(ports, nobody, "realm.remove", { realmId: realm.id, subject: realm.name });
  showRealm(ports, realm, "removed", nobody);
}

/** One event, of the realm it is about: consoles of others ask for it too, tokens bound to another are not told its name. */
export function showRealm(
  ports: { clock: () => number; hub: EventHub },
  { id: realmId, name }: Pick<Realm, "id" | "name">,
  change: RealmAct,
  { userId }: Actor,
): void {
  ports.hub.publish({ type: "realms", realmId, name, change, userId, at: ports.clock() });
}
