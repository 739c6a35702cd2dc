import { createHmac, hkdfSync } from "node:crypto";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";

/** As it was called when it sealed secrets of triggers only. */
const keyName = "trigger.seal-key";

export type KeyPorts = {
  sealKey: string | null;
  store: Store;
  random: (byteLength: number) => Uint8Array;
};

/** The installation's key: handed in by the server, from a file beside the database, or else kept in the store. */
export async function installationKey(ports: KeyPorts): Promise<string> {
  if (ports.sealKey !== null) return ports.sealKey;
  const known = await ports.store.meta.get(keyName);
  if (known !== null) return known;
  await ports.store.meta.set(keyName, Buffer.from(ports.random(32)).toString("hex"));
  const stored = await ports.store.meta.get(keyName);
  if (stored === null) throw new Fault("storage", "The key that seals secrets could not be stored.");
  return stored;
}

/** Keyed hash of a list of texts: without the key nobody finds even a six-digit text from it. Hexadecimal. */
export async function keyedHash(
  ports: KeyPorts,
  purpose: string,
  parts: readonly (string | null)[],
): Promise<string> {
  const key = hkdfSync("sha256", await installationKey(ports), "", `scriptyard ${purpose}`, 32);
  return createHmac("sha256", new Uint8Array(key)).update(JSON.stringify(parts)).digest("hex");
}
