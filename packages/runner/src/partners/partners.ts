import { Fault, newId, type PartnerKey, type Realm } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import { noteChange } from "../changes.ts";
import type { KeyPorts } from "../keys/installation-key.ts";
import { installationKey } from "../keys/installation-key.ts";
import { seal, unsealText } from "../keys/seal.ts";
import type { RunnerLog } from "../options.ts";
import { randomHex } from "../random.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";

/** The sites that a realm sends its visitors to, and the keys they sign their returns with. */
export type Partners = {
  list(realm: string): Promise<Omit<PartnerKey, "sealedKey">[]>;
  /** A new key, in place of the one that the partner had; this answer is the only place that shows it. */
  renew(input: { realm: string; name: string }, actor: Actor): Promise<{ key: string }>;
  /** @throws Fault `not_found` */
  remove(input: { realm: string; name: string }, actor: Actor): Promise<void>;
};

export type PartnersPorts = KeyPorts & {
  clock: () => number;
  catalog: Catalog;
  log: RunnerLog;
};

export function createPartners(ports: PartnersPorts): Partners {
  return {
    async list(realmName) {
      const realm = await ports.catalog.anyRealm(realmName);
      return (await ports.store.partnerKeys.list(realm.id)).map(({ sealedKey: _sealed, ...shown }) => shown);
    },
    async renew({ realm: realmName, name }, actor) {
      const realm = await ports.catalog.realm(realmName);
      const key = `ptk_${randomHex(ports, 32)}`;
      const now = ports.clock();
      await ports.store.partnerKeys.save({
        id: newId("ptn", now),
        realmId: realm.id,
        name,
        sealedKey: seal(await installationKey(ports), sealName(realm.id, name), key, ports.random).sealed,
        createdBy: actor.userId,
        createdAt: now,
      });
      noteChange(ports, actor, "partner.renew", { realmId: realm.id, subject: name });
      return { key };
    },
    async remove({ realm: realmName, name }, actor) {
      const realm = await ports.catalog.realm(realmName);
      const found = await ports.store.partnerKeys.byName(realm.id, name);
      if (found === null || !(await ports.store.partnerKeys.remove(found.id)))
        throw new Fault("not_found", `There is no partner "${name}" in this realm.`);
      noteChange(ports, actor, "partner.remove", { realmId: realm.id, subject: name });
    },
  };
}

/** Null for a partner that the realm does not have. @throws Fault `internal` when it was sealed with another key */
export async function partnerKey(
  ports: Pick<PartnersPorts, "store" | "random" | "sealKey">,
  realmId: Realm["id"],
  name: string,
): Promise<string | null> {
  const found = await ports.store.partnerKeys.byName(realmId, name);
  if (found === null) return null;
  try {
    return unsealText(await installationKey(ports), sealName(realmId, name), found.sealedKey);
  } catch (cause) {
    throw new Fault(
      "internal",
      `The key of the partner "${name}" was sealed with another key of this installation. Make a new one under Settings.`,
      { cause },
    );
  }
}

const sealName = (realmId: string, name: string) => `partner key ${realmId} ${name}`;
