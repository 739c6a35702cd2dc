import { type Host, HostDefinitionError, type SettingsTypes } from "@scriptyard/host-kit";
import type { Payer } from "@scriptyard/languages/children";
import type { Realm } from "@scriptyard/model";
import { LRUCache } from "lru-cache";
import type { HostRegistry } from "../texts/catalog/host-registry.ts";

/**
 * Declarations of a realm: its host's, with the types of the realm's settings, which are made once per settings schema.
 *
 * @param hook only what its scripts see; left out: everything
 * @throws Fault `rate_limited` and `busy`, as `SettingsReader.read`
 */
export async function declarationsOf(
  { hosts }: { hosts: HostRegistry },
  realm: Pick<Realm, "hostId" | "settingsSchema">,
  payer: Payer,
  hook?: string,
): Promise<{ text: string; hash: string }> {
  const host = hosts.byId(realm.hostId);
  const schema = realm.settingsSchema;
  const place = host.settingsPlace;
  if (place === null || Object.keys(schema).length === 0) return host.declarations({ hook });
  const made = madeFor(host);
  const key = JSON.stringify(schema);
  let types = made.get(key);
  if (types === undefined) {
    const read = await hosts.settings.read({ schema, place }, payer);
    if (read.types === null) throw new HostDefinitionError("the realm's settings schema", read.issues);
    types = read.types;
    made.set(key, types);
  }
  return host.declarations({ settingsTypes: types, hook });
}

function madeFor(host: Host): LRUCache<string, SettingsTypes> {
  const known = typesByHost.get(host);
  if (known !== undefined) return known;
  const made = new LRUCache<string, SettingsTypes>({ max: 50 });
  typesByHost.set(host, made);
  return made;
}

/** By the host itself: another definition of it may have the same id and version. */
const typesByHost = new WeakMap<Host, LRUCache<string, SettingsTypes>>();
