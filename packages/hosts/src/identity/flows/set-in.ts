import type { JsonObject } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";

/** Names come from scripts: `__proto__` must become a member, never a prototype. */
export function setOwn(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Sets a member of one of the objects in `decided`. */
export function setIn(decided: JsonObject, part: string, key: string, value: Json | undefined): void {
  const before = decided[part];
  const target = isObject(before) ? before : {};
  if (target !== before) decided[part] = target;
  setOwn(target, key, value ?? null);
}
