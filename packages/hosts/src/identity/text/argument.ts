import type { Json } from "@scriptyard/model";

/** An argument that its schema has already found to be text. */
export function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
