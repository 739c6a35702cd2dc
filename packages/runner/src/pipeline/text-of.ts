import type { Json } from "@scriptyard/model";

/** An effect's argument that the host's schema has already held to be text; this only tells the compiler. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
