import { type Json, maskText } from "@scriptyard/model";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, type SchemaNode, typesOf, withInner } from "../schema/keywords.ts";

/** A text with the mask in it stands for any that was recorded there. */
const masked = { type: "string", pattern: maskText.replaceAll(/[[\]]/g, "\\$&") };

/**
 * A schema that what was recorded fits too: where something sensitive was, of any type, and where a text repeated it. The mask
 * never stands for a list or an object that is not sensitive itself.
 */
export function maskable(node: SchemaNode): SchemaNode {
  if (!isSchemaObject(node)) return node;
  const { oneOf, ...rest } = withInner(node, maskable);
  // Two branches may take a mask, of which only one took what it stands for.
  const all = [...((rest.allOf as SchemaNode[] | undefined) ?? []), { anyOf: oneOf as SchemaNode[] }];
  const open = oneOf === undefined ? rest : { ...rest, allOf: all };
  return mayBeMasked(node) ? { anyOf: [open, masked] } : open;
}

export const maskableDefs = (defs: Defs): Defs =>
  Object.fromEntries(Object.entries(defs).map(([name, def]) => [name, maskable(def) as Defs[string]]));

function mayBeMasked(node: { [keyword: string]: unknown }): boolean {
  const allowed = (node.enum as unknown[] | undefined) ?? ("const" in node ? [node.const] : []);
  return (
    node["x-sensitive"] === true ||
    typesOf(node).includes("string") ||
    allowed.some((one) => typeof one === "string")
  );
}

export function holdsMask(value: Json): boolean {
  if (typeof value === "string") return value.includes(maskText);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsMask);
}
