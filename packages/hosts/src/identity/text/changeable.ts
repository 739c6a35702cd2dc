import type { Json } from "@scriptyard/model";

/** Attributes that a realm's settings let scripts change. */
export function changeableIn({ userAttributes }: { readonly [name: string]: Json }): string[] {
  return Array.isArray(userAttributes) ? userAttributes.filter((name) => typeof name === "string") : [];
}

/** What is said of another one. */
export function unchangeable(name: string, changeable: readonly string[]): string {
  const known = changeable.join(", ") || "none";
  return `"${name}" is not an attribute that scripts may change (${known}); add it to the realm's userAttributes setting`;
}
