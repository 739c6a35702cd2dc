import type { Script } from "@scriptyard/model";
import { requireRoom } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";

/**
 * Whether a sample fits the quotas of its script and realm.
 *
 * @param before arguments it takes the place of; null for a new one
 * @throws Fault `too_large` naming what is full and the remedy
 */
export async function requireSampleRoom(
  store: Store,
  script: Pick<Script, "id" | "realmId">,
  args: unknown,
  before: unknown = null,
): Promise<void> {
  const [ofScript, ofRealm] = await Promise.all([
    store.usage.samplesOf(script.id),
    store.usage.ofRealm(script.realmId),
  ]);
  const more = before === null ? 1 : 0;
  const bytes = bytesOf(args) - (before === null ? 0 : bytesOf(before));
  requireRoom({
    scriptSamples: { used: ofScript.count, adding: more },
    scriptSampleBytes: { used: ofScript.bytes, adding: bytes },
    samples: { used: ofRealm.samples, adding: more },
    sampleBytes: { used: ofRealm.sampleBytes, adding: bytes },
  });
}

const bytesOf = (args: unknown): number => Buffer.byteLength(JSON.stringify(args));
