import type { Sample, Script } from "@scriptyard/model";
import { requireRoom } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";

/**
 * Whether a sample fits the quotas of its script and realm.
 *
 * @param beforeBytes of the arguments and calls it takes the place of; null for a new one
 * @throws Fault `too_large` naming what is full and the remedy
 */
export async function requireSampleRoom(
  store: Store,
  script: Pick<Script, "id" | "realmId">,
  { args, calls }: Pick<Sample, "args" | "calls">,
  beforeBytes: number | null = null,
): Promise<void> {
  const [ofScript, ofRealm] = await Promise.all([
    store.usage.samplesOf(script.id),
    store.usage.samples(script.realmId),
  ]);
  const more = beforeBytes === null ? 1 : 0;
  const bytes =
    Buffer.byteLength(JSON.stringify(args)) + Buffer.byteLength(JSON.stringify(calls)) - (beforeBytes ?? 0);
  requireRoom({
    scriptSamples: { used: ofScript.count, adding: more },
    scriptSampleBytes: { used: ofScript.bytes, adding: bytes },
    samples: { used: ofRealm.count, adding: more },
    sampleBytes: { used: ofRealm.bytes, adding: bytes },
  });
}
