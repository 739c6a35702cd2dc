import type { Json, JsonSchema } from "@scriptyard/model";

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

/** Parameter names of a TypeScript signature; commas inside types do not count. */
export function paramNames(signature: string): string[] {
  const start = signature.indexOf("(");
  if (start < 0) return [];
  const names: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let i = start; i < signature.length; i++) {
    const char = signature[i]!;
    const closes = ")]}".includes(char) || (char === ">" && signature[i - 1] !== "=");
    if ((char === "," && depth === 1) || (closes && depth === 1)) {
      const name = /^\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)/.exec(signature.slice(from, i))?.[1];
      if (name) names.push(name);
      from = i + 1;
    }
    if ("([{<".includes(char)) depth++;
    if (closes && --depth === 0) return names;
  }
  return names;
}

/** Text of an argument for the input editor. */
export function argumentText(value: Json | undefined): string {
  return JSON.stringify(value ?? null, null, 2);
}
