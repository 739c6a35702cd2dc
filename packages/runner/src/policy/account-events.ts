import type { PublicUser } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import { reportOfRealm } from "./realm-event.ts";
import type { SecurityLog } from "./security-log.ts";

/** What happened to somebody's account; `message` goes on after the name, e.g. `was invited as author.` */
export type AccountChange = { member: Pick<PublicUser, "id" | "name">; message: string };

/**
 * Members are of the installation, security events of a realm: each realm's are told, since the account opens all of them.
 * Everybody signed in may read them, so they name people, and no addresses.
 */
export async function tellAccount(
  ports: { store: Store; security: SecurityLog },
  { member, message }: AccountChange,
  actor: Actor,
): Promise<void> {
  const subject = member.name || member.id;
  for (const realm of await ports.store.realms.list())
    reportOfRealm(
      ports,
      { realmId: realm.id, kind: "account", subject, message: `${subject} ${message}` },
      actor,
    );
}
