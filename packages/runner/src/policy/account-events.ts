import type { PublicUser } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { Actor } from "../types.ts";
import { reportOfRealm } from "./realm-event.ts";

/** What happened to somebody's account; `message` goes on after the name, e.g. `was invited as author.` */
export type AccountChange = { member: Pick<PublicUser, "id" | "name">; message: string };

/**
 * Members are of the installation, security events of a realm: each realm's are told, since the account opens all of them.
 * Everybody signed in may read them, so they name people, and no addresses.
 */
export async function tellAccount(
  core: Pick<Core, "store" | "security">,
  { member, message }: AccountChange,
  actor: Actor,
): Promise<void> {
  const subject = member.name || member.id;
  for (const realm of await core.store.realms.list())
    reportOfRealm(
      core,
      { realmId: realm.id, kind: "account", subject, message: `${subject} ${message}` },
      actor,
    );
}
