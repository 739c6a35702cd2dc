import type { Node } from "../syntax/walk.ts";

/** The name that a member is read by, also in brackets where a text stands there; null where it is only known as it runs. */
export function memberName(node: Extract<Node, { type: "MemberExpression" }>): string | null {
  const property = node.property as Node;
  if (!node.computed) return property.type === "Identifier" ? property.name : null;
  if (property.type === "Literal" && typeof property.value === "string") return property.value;
  if (property.type === "TemplateLiteral" && property.expressions.length === 0)
    return property.quasis[0]?.value.cooked ?? null;
  return null;
}
