import type { Json } from "./json.ts";

/** Whether a value is an object in the sense of JSON: no list, no null. */
export function isObject(value: Json | undefined): value is { [key: string]: Json };
export function isObject<T>(value: T): value is T & { [key: string]: Json };
export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Without the keys that hold `undefined`: what Zod makes of optional keys, and what would hide defaults or clear columns.
 *
 * @example withoutUndefined({ name: "Ada", role: undefined }) // { name: "Ada" }
 */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Whether lists and objects stand in each other no more than so many levels. Without recursion: a guest's may nest as it likes. */
export function nestsWithin(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return false;
    const next: unknown[] = [];
    for (const one of level)
      if (one !== null && typeof one === "object") for (const child of Object.values(one)) next.push(child);
    level = next;
  }
  return true;
}
