import type { Json } from "@scriptyard/model";
import { parseJson } from "@scriptyard/runner";

/** "1 MB": what a body may weigh, in bytes. */
export const bodyLimitBytes = 1_000_000;

/**
 * The JSON value of a body; undefined for an empty one.
 *
 * @throws Fault as `parseJson`
 */
export function parseJsonBody(bytes: Buffer): Json | undefined {
  return bytes.length === 0 ? undefined : parseJson(bytes, "The body");
}
