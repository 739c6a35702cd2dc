// How the standard library's names become globals: like the engine's own, and never over what a host opens.
import { define, has } from "../primordials.guest.ts";

const global = globalThis as unknown as { [name: string]: unknown };

export function place(name: string, value: unknown): void {
  if (!has(global, name)) replace(global, name, value);
}

/** A member of the language that is to do more than the engine's own. */
export function replace(holder: object, name: string, value: unknown): void {
  define(holder, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  } as object);
}
