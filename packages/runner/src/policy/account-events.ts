import type { PublicUser } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { Actor } from "../types.ts";

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
    core.security.report({
      realmId: realm.id,
      kind: "account",
      subject: subject.slice(0, 200),
      message: `${subject} ${message}`.slice(0, 1_000),
      level: "",
      scriptId: null,
      script: null,
      version: null,
      trigger: null,
      executionId: null,
      userId: actor.userId,
      requestId: actor.requestId,
    });
}
