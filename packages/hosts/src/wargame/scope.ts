import type { EffectScope, RealmView } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";

/** Map and units of the realm, for the functions; where its settings have none, the demo's are used. */
export function wargameScope(realm: RealmView): { hostContext: Json; effects: EffectScope } {
  const { map, units } = realm.settings;
  return {
    hostContext: { map: map ?? null, units: units ?? null },
    effects: { allowedHosts: realm.allowedHosts, userAttributes: [], form: null },
  };
}
