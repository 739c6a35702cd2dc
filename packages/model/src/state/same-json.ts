import type { Json } from "../json.ts";

/** Whether two JSON values are equal; the order of an object's members does not count. Both have to nest within bounds. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((one: Json, index) => sameJson(one, b[index] as Json));
  }
  const left = a as { [name: string]: Json };
  const right = b as { [name: string]: Json };
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
  );
}
