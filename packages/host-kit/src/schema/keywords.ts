import type { JsonSchema } from "@scriptyard/model";

/** A JSON Schema node: an object, or `true` (anything) and `false` (nothing). */
export type SchemaNode = JsonSchema | boolean;

export const typeNames = ["string", "number", "integer", "boolean", "null", "array", "object"] as const;
export type TypeName = (typeof typeNames)[number];

/** What each supported keyword holds; a keyword outside this table and not `x-…` is refused. */
export const keywords = {
  $ref: "ref",
  $comment: "annotation",
  title: "annotation",
  description: "annotation",
  default: "annotation",
  examples: "annotation",
  deprecated: "annotation",
  readOnly: "annotation",
  writeOnly: "annotation",
  type: "type",
  const: "value",
  enum: "values",
  anyOf: "schemas",
  oneOf: "schemas",
  allOf: "schemas",
  format: "string",
  pattern: "pattern",
  minLength: "count",
  maxLength: "count",
  minimum: "number",
  maximum: "number",
  exclusiveMinimum: "number",
  exclusiveMaximum: "number",
  multipleOf: "number",
  properties: "map",
  patternProperties: "patterns",
  additionalProperties: "schema",
  propertyNames: "schema",
  required: "names",
  minProperties: "count",
  maxProperties: "count",
  items: "schema",
  prefixItems: "schemas",
  minItems: "count",
  maxItems: "count",
  uniqueItems: "boolean",
} as const;

/** Keywords that only mean something for one type; `type` must then say so. */
export const keywordOwner: { readonly [keyword: string]: TypeName } = {
  pattern: "string",
  minLength: "string",
  maxLength: "string",
  format: "string",
  minimum: "number",
  maximum: "number",
  exclusiveMinimum: "number",
  exclusiveMaximum: "number",
  multipleOf: "number",
  properties: "object",
  patternProperties: "object",
  additionalProperties: "object",
  propertyNames: "object",
  required: "object",
  minProperties: "object",
  maxProperties: "object",
  items: "array",
  prefixItems: "array",
  minItems: "array",
  maxItems: "array",
  uniqueItems: "array",
};

/** `type` as a list; empty when the schema does not say. */
export function typesOf(schema: JsonSchema): TypeName[] {
  if (Array.isArray(schema.type)) return schema.type as TypeName[];
  return typeof schema.type === "string" ? [schema.type as TypeName] : [];
}

/** Name behind `#/$defs/Name`; null for any other reference. */
export function refName(ref: unknown): string | null {
  return typeof ref === "string" && ref.startsWith("#/$defs/") && !ref.slice(8).includes("/")
    ? ref.slice(8)
    : null;
}

export function isSchemaObject(node: unknown): node is JsonSchema {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** Schemas of an object's fields, by name. */
export function propertiesOf(schema: JsonSchema): { [name: string]: SchemaNode } {
  return (schema.properties as { [name: string]: SchemaNode } | undefined) ?? {};
}

/** Schemas of the fields whose names match a pattern. */
export function patternsOf(schema: JsonSchema): [pattern: string, schema: SchemaNode][] {
  return Object.entries((schema.patternProperties as { [pattern: string]: SchemaNode } | undefined) ?? {});
}

/** Direct subschemas with the pointer step that leads to each. */
export function subschemas(schema: JsonSchema): { step: string; node: SchemaNode }[] {
  const found: { step: string; node: SchemaNode }[] = [];
  for (const [keyword, kind] of Object.entries(keywords)) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (kind === "schema") found.push({ step: keyword, node: value as SchemaNode });
    else if (kind === "schemas")
      for (const [index, node] of (value as SchemaNode[]).entries())
        found.push({ step: `${keyword}/${index}`, node });
    else if (kind === "map" || kind === "patterns")
      for (const [name, node] of Object.entries(value as { [name: string]: SchemaNode }))
        found.push({ step: `${keyword}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, node });
  }
  return found;
}

/** A copy with each direct subschema replaced; everything else, data under `const` and `default` included, stays as it is. */
export function withInner(schema: JsonSchema, inner: (child: SchemaNode) => SchemaNode): JsonSchema {
  const each = (value: object): object =>
    Object.fromEntries(Object.entries(value).map(([name, child]) => [name, inner(child as SchemaNode)]));
  const copied = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    const kind = (keywords as { [keyword: string]: string })[keyword];
    if (kind === "schema") return [keyword, inner(value as SchemaNode)];
    if (kind === "schemas" && Array.isArray(value)) return [keyword, (value as SchemaNode[]).map(inner)];
    if ((kind === "map" || kind === "patterns") && isSchemaObject(value)) return [keyword, each(value)];
    return [keyword, value];
  });
  return Object.fromEntries(copied) as JsonSchema;
}

/** Names of the types reachable from a node through `$ref`, in the order they are met. */
export function reachable(
  node: SchemaNode,
  defs: { [name: string]: JsonSchema },
  seen = new Set<string>(),
): Set<string> {
  if (!isSchemaObject(node)) return seen;
  const name = refName(node.$ref);
  if (name !== null && !seen.has(name) && Object.hasOwn(defs, name)) {
    seen.add(name);
    reachable(defs[name]!, defs, seen);
  }
  for (const { node: child } of subschemas(node)) reachable(child, defs, seen);
  return seen;
}
