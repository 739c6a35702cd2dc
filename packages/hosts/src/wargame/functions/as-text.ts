import type { Json } from "@scriptyard/model";

/** An argument that its schema has already held to be text; this only tells the compiler. */
export function asText(argument: Json | undefined): string {
  return typeof argument === "string" ? argument : "";
}
