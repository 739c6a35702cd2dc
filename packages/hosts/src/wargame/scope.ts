import type { RealmView } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";

/** Map and units of the realm, for the functions; where its settings have none, the demo's are used. */
export function wargameHostContext({ settings: { map, units } }: RealmView): Json {
  return { map: map ?? null, units: units ?? null };
}
