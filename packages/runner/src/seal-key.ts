import { Fault } from "@scriptyard/model";
import type { Core } from "./core.ts";

const keyName = "trigger.seal-key";

/** The installation's key: handed in by the server, from a file beside the database, or else kept in the store. */
export async function sealKey(core: Pick<Core, "sealKey" | "store" | "random">): Promise<string> {
  if (core.sealKey !== null) return core.sealKey;
  const known = await core.store.meta.get(keyName);
  if (known !== null) return known;
  await core.store.meta.set(keyName, Buffer.from(core.random(32)).toString("hex"));
  const stored = await core.store.meta.get(keyName);
  if (stored === null) throw new Fault("storage", "The key that seals secrets could not be stored.");
  return stored;
}
