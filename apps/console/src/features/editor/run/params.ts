import type { Json, JsonSchema } from "@scriptyard/model";

/** One argument of a hook: what it is called and the schema of its value, complete with every `$defs`. */
export type HookParam = { name: string; schema: JsonSchema };

/**
 * Splits the input schema of a hook (a tuple) into one schema per argument.
 *
 * @param names of the arguments, as the reference gives them
 */
export function paramsOf(inputSchema: JsonSchema, names: readonly string[]): HookParam[] {
  const { $defs } = inputSchema;
  const items = Array.isArray(inputSchema.prefixItems) ? (inputSchema.prefixItems as JsonSchema[]) : [];
  return items.map((item, index) => ({
    name: names[index] ?? (typeof item.title === "string" ? item.title : `argument ${index + 1}`),
    schema: $defs === undefined ? item : { ...item, $defs },
  }));
}

/** Text of an argument for the input editor. */
export function argumentText(value: Json | undefined): string {
  return JSON.stringify(value ?? null, null, 2);
}
