import type { Json } from "@scriptyard/model";
import { isObject } from "@scriptyard/model";
import { demoMap, demoUnits } from "./demo-world.ts";
import type { Unit } from "./types.ts";

/** The world a function sees: what `wargameScope` took from the realm, or the demo's. */
export function worldOf(context: Json): { map: readonly string[]; units: readonly Unit[] } {
  const { map, units } = isObject(context) ? context : {};
  return {
    map: Array.isArray(map) && map.length > 0 ? map.map(String) : demoMap,
    // The realm's settings schema has held them to this shape.
    units: Array.isArray(units) ? (units as unknown as Unit[]) : demoUnits,
  };
}
