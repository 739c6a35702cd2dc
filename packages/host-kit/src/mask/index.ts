import { isObject, type Json, type JsonSchema, maskText } from "@scriptyard/model";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, patternsOf, propertiesOf, refName, type SchemaNode } from "../schema/keywords.ts";

/**
 * A copy of a value with everything at an `x-sensitive` place replaced by `"[masked]"`, whatever its type.
 * `null` stays: that nothing was given is no secret. A union masks what any of its branches calls sensitive.
 *
 * @param pointer JSON pointer of the value itself; the pointers of what was masked start with it
 */
export function maskValue(
  value: Json,
  nodes: SchemaNode[],
  pointer: string,
  defs: Defs,
  masked: string[],
): Json {
  const all = expand(nodes, defs);
  if (value === null) return value;
  if (all.some((schema) => schema["x-sensitive"] === true)) {
    masked.push(pointer);
    return maskText;
  }
  if (Array.isArray(value))
    return value.map((item, index) =>
      maskValue(
        item,
        all.flatMap((schema) => itemSchemas(schema, index)),
        `${pointer}/${index}`,
        defs,
        masked,
      ),
    );
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return [
        key,
        maskValue(
          member as Json,
          all.flatMap((schema) => propertySchemas(schema, key)),
          at,
          defs,
          masked,
        ),
      ];
    }),
  );
}

/** Every schema that speaks about one value: through references and combinators. */
function expand(nodes: SchemaNode[], defs: Defs): JsonSchema[] {
  const found = new Set<JsonSchema>();
  const visit = (node: SchemaNode | undefined): void => {
    if (!isSchemaObject(node) || found.has(node)) return;
    found.add(node);
    const name = refName(node.$ref);
    if (name !== null) visit(defs[name]);
    for (const keyword of ["anyOf", "oneOf", "allOf"])
      for (const part of (node[keyword] as SchemaNode[]) ?? []) visit(part);
  };
  for (const node of nodes) visit(node);
  return [...found];
}

function itemSchemas(schema: JsonSchema, index: number): SchemaNode[] {
  const node =
    (schema.prefixItems as SchemaNode[] | undefined)?.[index] ?? (schema.items as SchemaNode | undefined);
  return node === undefined ? [] : [node];
}

function propertySchemas(schema: JsonSchema, key: string): SchemaNode[] {
  const properties = propertiesOf(schema);
  const matching = patternsOf(schema)
    .filter(([pattern]) => new RegExp(pattern, "u").test(key))
    .map(([, node]) => node);
  const own = Object.hasOwn(properties, key) ? [properties[key]!] : [];
  if (own.length + matching.length > 0) return [...own, ...matching];
  return schema.additionalProperties === undefined ? [] : [schema.additionalProperties as SchemaNode];
}
