import type { Program } from "oxc-parser";
import { type Node, walk } from "../syntax/walk.ts";

/** What inserted text is written with. No identifier of the module begins like these. */
export type InsertedNames = {
  enter: string;
  step: string;
  write: string;
  update: string;
  caught: string;
  left: string;
  back: string;
  /** The variable that holds the number of a function's call, by the function's number; -1 is the module. */
  frame: (fn: number) => string;
};

/** Names that nothing in the module has, however it is spelled: the parser decodes escapes. */
export function insertedNames(program: Program): InsertedNames {
  const used: string[] = [];
  walk(program as Node, {
    enter(node) {
      if (node.type === "Identifier" && node.name.startsWith("_t")) used.push(node.name);
      return true;
    },
  });
  let mark = "_t";
  for (let n = 0; used.some((name) => name.startsWith(mark)); n++) mark = `_t${n}_`;
  return {
    enter: `${mark}e`,
    step: `${mark}s`,
    write: `${mark}w`,
    update: `${mark}u`,
    caught: `${mark}c`,
    left: `${mark}l`,
    back: `${mark}b`,
    frame: (fn) => (fn < 0 ? `${mark}m` : `${mark}f${fn}`),
  };
}

/** The names a pattern binds, in reading order: `{ a, b: [c = 1], ...d }` → a, c, d. */
export function boundNames(pattern: Node | null): Extract<Node, { type: "Identifier" }>[] {
  const found: Extract<Node, { type: "Identifier" }>[] = [];
  const pending: (Node | null)[] = [pattern];
  while (pending.length > 0) {
    const node = pending.pop() ?? null;
    if (node === null) continue;
    if (node.type === "Identifier") found.push(node);
    else if (node.type === "AssignmentPattern") pending.push(node.left as Node);
    else if (node.type === "RestElement") pending.push(node.argument as Node);
    else if (node.type === "ArrayPattern") pending.push(...[...(node.elements as (Node | null)[])].reverse());
    else if (node.type === "ObjectPattern") pending.push(...[...(node.properties as Node[])].reverse());
    else if (node.type === "Property") pending.push(node.value as Node);
  }
  return found;
}

/** What an author calls a function: its own name, or that of what it is given to. */
export function nameOfFunction(node: Node, parent: Node | null): string {
  const own = (node as { id?: { name?: string } | null }).id?.name;
  if (own) return own;
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (parent?.type) {
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? parent.id.name : "";
    case "AssignmentExpression":
      return parent.left.type === "Identifier" ? parent.left.name : "";
    case "MethodDefinition":
    case "PropertyDefinition":
    case "Property": {
      const key = parent.key as { type: string; name?: string; value?: unknown };
      if (parent.computed) return "";
      return key.name ?? (typeof key.value === "string" ? key.value : "");
    }
    default:
      return "";
  }
}

/** Names that a block declares itself, which hide those of the loop around it. */
export function declaredIn(body: Node): Set<string> {
  const names = new Set<string>();
  if (body.type !== "BlockStatement") return names;
  for (const statement of body.body as Node[]) {
    if (statement.type === "VariableDeclaration" && statement.kind !== "var")
      for (const { id } of statement.declarations)
        for (const { name } of boundNames(id as Node)) names.add(name);
    else if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration")
      if (statement.id) names.add(statement.id.name);
  }
  return names;
}
