import { createHmac } from "node:crypto";
import { encodePart, type Realm } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { sameHash } from "../keys/same-hash.ts";
import { partnerKey } from "./partners.ts";

type Params = { [name: string]: string };

export type SignedReturnPorts = {
  store: Store;
  random: (byteLength: number) => Uint8Array;
  sealKey: string | null;
};

/**
 * What a partner signed for one return: its parameters without the signature, or null. The `state` is under the signature
 * too: it names the session and this one trip, so that what was signed for another visitor or an earlier return is worth
 * nothing here. The trip itself counts once (`walk.waiting`).
 *
 * @param state what the visitor came back with; null when this run is no return
 */
export async function signedReturn(
  ports: SignedReturnPorts,
  realmId: Realm["id"],
  given: { partner: string; params: Params; state: string | null },
): Promise<Params | null> {
  const { signature = "", ...params } = given.params;
  if (given.state === null) return null;
  const key = await partnerKey(ports, realmId, given.partner);
  if (key === null) return null;
  const expected = returnSignature(key, { ...params, state: given.state });
  return sameHash(signature.toLowerCase(), expected) ? params : null;
}

/** HMAC-SHA-256 in hexadecimal over `name=value` pairs, encoded as in an address, sorted by name, with `&` between. */
export function returnSignature(key: string, params: Params): string {
  return createHmac("sha256", key).update(canonicalQuery(params)).digest("hex");
}

function canonicalQuery(params: Params): string {
  // No address carries half a character; one that a client made up matches no signature.
  return Object.keys(params)
    .sort()
    .map((name) => `${encodePart(name)}=${encodePart(params[name]!)}`)
    .join("&");
}
