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
