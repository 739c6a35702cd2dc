import { createHmac, hkdfSync } from "node:crypto";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";

/** As it was called when it sealed secrets of triggers only. */
const keyName = "trigger.seal-key";

type KeyParts = {
  sealKey: string | null;
  store: Pick<Store, "meta">;
  random: (byteLength: number) => Uint8Array;
};

/** The installation's key: handed in by the server, from a file beside the database, or else kept in the store. */
export async function installationKey(core: KeyParts): Promise<string> {
  if (core.sealKey !== null) return core.sealKey;
  const known = await core.store.meta.get(keyName);
  if (known !== null) return known;
  await core.store.meta.set(keyName, Buffer.from(core.random(32)).toString("hex"));
  const stored = await core.store.meta.get(keyName);
  if (stored === null) throw new Fault("storage", "The key that seals secrets could not be stored.");
  return stored;
}

/** Keyed hash of a list of texts: without the key nobody finds even a six-digit text from it. Hexadecimal. */
export async function keyedHash(
  core: KeyParts,
  purpose: string,
  parts: readonly (string | null)[],
): Promise<string> {
  const key = hkdfSync("sha256", await installationKey(core), "", `scriptyard ${purpose}`, 32);
  return createHmac("sha256", new Uint8Array(key)).update(JSON.stringify(parts)).digest("hex");
}
