import { isSpecifier } from "@scriptyard/model";

// Readers of the parts of an address that somebody may have typed: what makes no sense is left out, never an error.
// The router has read each part as JSON where it could, so a text of digits arrives as a number.

export function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((known) => known === value);
}

export function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

/** @example idPart("exe_01m8…", "exe") */
export function idPart<Prefix extends string>(
  value: unknown,
  prefix: Prefix,
): `${Prefix}_${string}` | undefined {
  const id = matching(value, /^[a-z]+_[0-9a-z]+$/);
  return id?.startsWith(`${prefix}_`) ? (id as `${Prefix}_${string}`) : undefined;
}

/** `module/name` of a script. */
export function specifierPart(value: unknown): string | undefined {
  return typeof value === "string" && isSpecifier(value) ? value : undefined;
}

export function flag(value: unknown): true | undefined {
  return value === true || value === "true" ? true : undefined;
}

/** Words to look for, without the space around them. */
export function words(value: unknown, longest = 200): string | undefined {
  return typed(typed(value, Number.POSITIVE_INFINITY)?.trim(), longest)?.trim();
}

/** What stands in a field letter by letter, the space after a word too. */
export function typed(value: unknown, longest = 200): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, longest) : undefined;
}

/** A whole number from 1, small enough for any list or text. */
export function positive(value: unknown): number | undefined {
  const number = count(value);
  return number !== undefined && number > 0 && number < 1e9 ? number : undefined;
}

export function count(value: unknown): number | undefined {
  const number = amount(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A number that is not less than nothing: milliseconds may have a fraction. */
export function amount(value: unknown): number | undefined {
  // Only these two: `Number` of an object calls its `toString`, which the address may have named.
  if ((typeof value !== "number" && typeof value !== "string") || value === "") return undefined;
  const number = Number(value);
  return number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
}
