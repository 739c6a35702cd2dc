import { Fault, newId, type PartnerKey, type Realm } from "@scriptyard/model";
import { noteChange } from "../changes.ts";
import type { Core } from "../core.ts";
import { seal, unsealText } from "../flows/seal.ts";
import { installationKey } from "../installation-key.ts";
import { randomHex } from "../random-hex.ts";
import type { Actor } from "../types.ts";

/** The sites that a realm sends its visitors to, and the keys they sign their returns with. */
export type Partners = {
  list(realm: string): Promise<Omit<PartnerKey, "sealedKey">[]>;
  /** A new key, in place of the one that the partner had; this answer is the only place that shows it. */
  renew(input: { realm: string; name: string }, actor: Actor): Promise<{ key: string }>;
  /** @throws Fault `not_found` */
  remove(input: { realm: string; name: string }, actor: Actor): Promise<void>;
};

export function createPartners(core: Core): Partners {
  return {
    async list(realmName) {
      const realm = await core.catalog.anyRealm(realmName);
      return (await core.store.partnerKeys.list(realm.id)).map(({ sealedKey: _sealed, ...shown }) => shown);
    },
    async renew({ realm: realmName, name }, actor) {
      const realm = await core.catalog.realm(realmName);
      const key = `ptk_${randomHex(core, 32)}`;
      const now = core.clock();
      await core.store.partnerKeys.save({
        id: newId("ptn", now),
        realmId: realm.id,
        name,
        sealedKey: seal(await installationKey(core), sealName(realm.id, name), key, core.random).sealed,
        createdBy: actor.userId,
        createdAt: now,
      });
      noteChange(core, actor, "partner.renew", { realmId: realm.id, subject: name });
      return { key };
    },
    async remove({ realm: realmName, name }, actor) {
      const realm = await core.catalog.realm(realmName);
      const found = await core.store.partnerKeys.byName(realm.id, name);
      if (found === null || !(await core.store.partnerKeys.remove(found.id)))
        throw new Fault("not_found", `There is no partner "${name}" in this realm.`);
      noteChange(core, actor, "partner.remove", { realmId: realm.id, subject: name });
    },
  };
}

/** Null for a partner that the realm does not have. @throws Fault `internal` when it was sealed with another key */
export async function partnerKey(core: Core, realmId: Realm["id"], name: string): Promise<string | null> {
  const found = await core.store.partnerKeys.byName(realmId, name);
  if (found === null) return null;
  try {
    return unsealText(await installationKey(core), sealName(realmId, name), found.sealedKey);
  } catch (cause) {
    throw new Fault(
      "internal",
      `The key of the partner "${name}" was sealed with another key of this installation. Make a new one under Settings.`,
      { cause },
    );
  }
}

const sealName = (realmId: string, name: string) => `partner key ${realmId} ${name}`;
