import type { JsonSchema } from "@scriptyard/model";
import type { Defs } from "./from-source.ts";
import { isSchemaObject, keywords, reachable, refName, type SchemaNode, withInner } from "./keywords.ts";

/** A schema that stands alone: with the named types it reaches under its own `$defs`. Annotations are kept. */
export function withDefs(schema: JsonSchema, defs: Defs): JsonSchema {
  const names = [...reachable(schema, defs)];
  if (names.length === 0) return schema;
  return { ...schema, $defs: Object.fromEntries(names.map((name) => [name, defs[name]!])) };
}

/**
 * The smallest schema that validates the same: named types put in place, annotations taken out. Only recursive types
 * stay as `$ref` with a `$defs` table of their own. Rewording a description therefore never changes a guest image.
 */
export function validationOnly(schema: JsonSchema, defs: Defs): JsonSchema {
  const kept: Defs = {};
  const inlined = strip(schema, defs, [], kept);
  return Object.keys(kept).length === 0 ? inlined : { ...inlined, $defs: kept };
}

function strip(node: JsonSchema, defs: Defs, within: readonly string[], kept: Defs): JsonSchema {
  const inner = (child: SchemaNode): SchemaNode =>
    isSchemaObject(child) ? strip(child, defs, within, kept) : child;
  const copy = Object.fromEntries(
    Object.entries(withInner(node, inner)).filter(([keyword]) => {
      const kind = (keywords as { [keyword: string]: string })[keyword];
      return kind !== undefined && kind !== "annotation" && keyword !== "$ref";
    }),
  ) as JsonSchema;
  const name = refName(node.$ref);
  if (name === null) return copy;
  const target = resolve(name, defs, within, kept);
  return Object.keys(copy).length === 0
    ? target
    : { ...copy, allOf: [...((copy.allOf as SchemaNode[]) ?? []), target] };
}

function resolve(name: string, defs: Defs, within: readonly string[], kept: Defs): JsonSchema {
  const def = defs[name];
  if (def === undefined) return {};
  if (!reachable(def, defs).has(name)) return strip(def, defs, [...within, name], kept);
  if (!Object.hasOwn(kept, name)) {
    // The entry is set before the walk, so that the recursion finds it.
    kept[name] = {};
    kept[name] = strip(def, defs, [...within, name], kept);
  }
  return { $ref: `#/$defs/${name}` };
}
