import type { Json } from "../json.ts";
import { nestsWithin } from "../objects.ts";

/** What one entry of state may hold, and for how long. */
export const stateBounds = {
  /** Characters of a key. */
  key: 200,
  /** Of a value as JSON, in UTF-8. */
  valueBytes: 65_536,
  /** Lists and objects in each other. */
  levels: 32,
  /** Ten years: what is kept for longer has no end. */
  ttlSeconds: 315_360_000,
} as const;

/** Why a value cannot be kept, or null. */
export function stateValueProblem(value: Json): string | null {
  if (!nestsWithin(value, stateBounds.levels)) return `a value may nest ${stateBounds.levels} levels deep`;
  const bytes = jsonBytes(value);
  return bytes > stateBounds.valueBytes
    ? `the value has ${bytes} bytes as JSON; ${stateBounds.valueBytes} are the most`
    : null;
}

const encoder = new TextEncoder();
const jsonBytes = (value: Json): number => encoder.encode(JSON.stringify(value)).length;
