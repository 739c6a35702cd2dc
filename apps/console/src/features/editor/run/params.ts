import type { Json, JsonSchema } from "@scriptyard/model";
import { paramNames } from "../../../app/param-names.ts";

/** One argument of a hook: what it is called and the schema of its value, complete with every `$defs`. */
export type HookParam = { name: string; schema: JsonSchema };

/**
 * Splits the input schema of a hook (a tuple) into one schema per argument.
 *
 * @param signature e.g. `onExecute(context: LoginContext, form: LoginForm | null): FlowResult`; gives the names
 */
export function paramsOf(inputSchema: JsonSchema, signature: string): HookParam[] {
  const { $defs } = inputSchema;
  const items = Array.isArray(inputSchema.prefixItems) ? (inputSchema.prefixItems as JsonSchema[]) : [];
  const names = paramNames(signature);
  return items.map((item, index) => ({
    name: names[index] ?? (typeof item.title === "string" ? item.title : `argument ${index + 1}`),
    schema: $defs === undefined ? item : { ...item, $defs },
  }));
}

/** Text of an argument for the input editor. */
export function argumentText(value: Json | undefined): string {
  return JSON.stringify(value ?? null, null, 2);
}
