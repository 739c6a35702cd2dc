import type { Node } from "../syntax/walk.ts";

/** Whether a node is one of a list of statements, where one may be put before it and after it. */
export function isListed(node: Node, parent: Node | null): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (parent?.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
      return true;
    case "SwitchCase":
      return parent.test !== node;
    default:
      return false;
  }
}

/** Statements that do nothing by themselves, or nothing where they stand. */
export function isExecuted(node: Node): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (node.type) {
    case "FunctionDeclaration":
    case "EmptyStatement":
    case "BlockStatement":
      return false;
    case "ExpressionStatement":
      return !("directive" in node && typeof node.directive === "string");
    default:
      return node.type.endsWith("Statement") || isDeclaration(node);
  }
}

const isDeclaration = (node: Node) => node.type === "VariableDeclaration" || node.type === "ClassDeclaration";

export type Loop = Extract<
  Node,
  { type: "ForStatement" | "ForInStatement" | "ForOfStatement" | "WhileStatement" | "DoWhileStatement" }
>;

export function isLoop(node: Node): node is Loop {
  return /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

/** A single statement that stands where a block could: `if (a) b`, `else c`, `while (d) e`. */
export function isBareBody(node: Node, parent: Node | null): boolean {
  if (parent === null || node.type === "BlockStatement") return false;
  if (parent.type === "IfStatement") return parent.test !== node;
  return isLoop(parent) && parent.body === node;
}

/** Where what a statement does before anything inside of it ends: the head of a loop, the test of an `if`. */
export function headEnd(node: Node): number {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (node.type) {
    case "IfStatement":
      return node.consequent.start;
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
      return node.body.start;
    case "DoWhileStatement":
      return node.start + "do".length;
    case "SwitchStatement":
      return node.discriminant.end + 1;
    case "TryStatement":
      return node.start + "try".length;
    case "LabeledStatement":
      return isLoop(node.body as Node) ? headEnd(node.body as Node) : node.label.end + 1;
    case "ClassDeclaration":
      return node.body.start;
    default:
      return node.end;
  }
}
