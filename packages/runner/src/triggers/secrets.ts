import type { Trigger } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { randomHex } from "../core.ts";
import { seal, unseal } from "../flows/seal.ts";

const keyName = "trigger.seal-key";

/** A new secret for whoever signs requests, and what is stored of it. */
export async function makeSecret(core: Core, id: Trigger["id"]): Promise<{ secret: string; sealed: string }> {
  const secret = `whs_${randomHex(core, 32)}`;
  const { sealed } = seal(await sealKey(core), nameOf(id), secret, core.random);
  return { secret, sealed };
}

/** @throws Fault `internal` when it was sealed with another key */
export async function openSecret(core: Core, trigger: Trigger): Promise<string | null> {
  if (trigger.sealedSecret === null) return null;
  try {
    const opened = unseal(await sealKey(core), nameOf(trigger.id), { sealed: trigger.sealedSecret });
    return typeof opened === "string" ? opened : null;
  } catch (cause) {
    throw new Fault(
      "internal",
      `The secret of the trigger "${trigger.name}" was sealed with another key. Make a new one in the console.`,
      { cause },
    );
  }
}

const nameOf = (id: string) => `trigger secret ${id}`;

/** The installation's key: handed in by the server, from a file beside the database, or else kept in the store. */
export async function sealKey(core: Pick<Core, "sealKey" | "store" | "random">): Promise<string> {
  if (core.sealKey !== null) return core.sealKey;
  const known = await core.store.meta.get(keyName);
  if (known !== null) return known;
  await core.store.meta.set(keyName, randomHex(core, 32));
  const stored = await core.store.meta.get(keyName);
  if (stored === null) throw new Fault("storage", "The key that seals secrets could not be stored.");
  return stored;
}
