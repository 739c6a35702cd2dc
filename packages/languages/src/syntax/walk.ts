import type { Node } from "oxc-parser";

export type { Node };

/** What `enter` may answer: false = do not go into the node's children. */
export type Visitor = {
  enter: (node: Node, parent: Node | null) => boolean | undefined;
  leave?: (node: Node) => void;
};

/**
 * Visits a tree in source order without recursing: a long chain (`a + b + …`) is a deep tree, and hostile text must
 * not overflow our own stack after the parser survived it.
 */
export function walk(root: Node, visitor: Visitor): void {
  const stack: { node: Node; parent: Node | null; left: boolean }[] = [
    { node: root, parent: null, left: false },
  ];
  while (stack.length > 0) {
    const entry = stack.pop()!;
    if (entry.left) {
      visitor.leave?.(entry.node);
      continue;
    }
    const into = visitor.enter(entry.node, entry.parent);
    if (visitor.leave !== undefined) stack.push({ ...entry, left: true });
    if (into === false) continue;
    const children = childrenOf(entry.node);
    for (let i = children.length - 1; i >= 0; i--)
      stack.push({ node: children[i]!, parent: entry.node, left: false });
  }
}

/** Child nodes in the order of the tree's fields, which is source order but for decorators. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}
