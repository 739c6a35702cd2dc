import { Fault, type OneTimeCode } from "@scriptyard/model";
import type { KeyPorts } from "../keys/installation-key.ts";
import { installationKey } from "../keys/installation-key.ts";
import { unsealText } from "../keys/seal.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";
import { sealName } from "./service.ts";

/** A code on its way to whoever it was made for. */
export type CollectedCode = { code: string; purpose: string; expiresAt: number };

export type CollectPorts = KeyPorts & {
  clock: () => number;
  catalog: Catalog;
};

/**
 * The code behind a handle, once, for whoever sends it.
 *
 * @throws Fault `not_found` when there is none in this realm; `gone` when it was collected, used, replaced or is too old
 */
export async function collectCode(
  ports: CollectPorts,
  realmName: string,
  id: string,
): Promise<CollectedCode> {
  const realm = await ports.catalog.realm(realmName);
  const row: OneTimeCode | null = await ports.store.codes.byId(id);
  if (row === null || row.realmId !== realm.id) throw new Fault("not_found", `There is no code ${id}.`);
  const sealed = ports.clock() < row.expiresAt ? await ports.store.codes.collect(row.id) : null;
  if (sealed === null)
    throw new Fault("gone", "This code was collected before, or is good no more. Have another one issued.");
  const code = unsealText(await installationKey(ports), sealName(row.id), sealed);
  return { code, purpose: row.purpose, expiresAt: row.expiresAt };
}
