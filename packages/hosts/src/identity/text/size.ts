import type { Json } from "@scriptyard/model";

/** Bytes of a value as JSON text. */
export function jsonBytes(value: Json | undefined): number {
  return Buffer.byteLength(JSON.stringify(value ?? null), "utf8");
}
