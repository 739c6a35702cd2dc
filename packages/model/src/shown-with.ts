import type { JsonSchema } from "./json.ts";
import { isObject } from "./objects.ts";

/** Another field of the form, and the values of it with which this one means something. */
export type ShownWith = { field: string; values: readonly string[] };

const keyword = "x-shown-with";

/**
 * Says of a field's JSON Schema when people are asked for it.
 *
 * @example z.string().meta({ ...shownWith("auth", "signature") })
 */
export function shownWith(field: string, ...values: string[]): { [keyword]: ShownWith } {
  return { [keyword]: { field, values } };
}

/** Null: always. */
export function shownWithOf(schema: JsonSchema): ShownWith | null {
  const said = schema[keyword];
  if (!isObject<unknown>(said) || typeof said.field !== "string" || !Array.isArray(said.values)) return null;
  return { field: said.field, values: said.values.map(String) };
}
