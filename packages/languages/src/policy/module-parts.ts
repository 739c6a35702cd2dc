import { type Node, walk } from "../syntax/walk.ts";
import { isFunction, isOnlyName, type Reference, Scopes } from "./scopes.ts";

export type ObjectNode = Extract<Node, { type: "ObjectExpression" }>;
export type CallNode = Extract<Node, { type: "CallExpression" }>;

/** What is asked of a module when following the values in it. */
export type ModuleParts = {
  program: Node;
  scopes: Scopes;
  /** Uses of names, by the identifier's node. */
  references: Map<Node, Reference>;
  /** Object literals, but those handed to functions from outside of the module: `log.info("…", { … })` answers nothing. */
  objects: ObjectNode[];
  calls: CallNode[];
  /** What each function answers. */
  returns: Map<Node, Node[]>;
  /** Something is written to a member of this name after its object was made. */
  assigned: Set<string>;
};

export function readModule(program: Node): ModuleParts {
  const scopes = new Scopes();
  const returns: ModuleParts["returns"] = new Map();
  const functions: Node[] = [];
  const calls: CallNode[] = [];
  const objects: ObjectNode[] = [];
  const assigned = new Set<string>();
  /** The call that an argument, or a part of one, is handed to. */
  const handedTo = new Map<Node, CallNode>();

  walk(program, {
    enter: (node, parent) => {
      scopes.enter(node);
      const call = parent === null ? undefined : receiver(node, parent, handedTo);
      if (call !== undefined) handedTo.set(node, call);
      if (isFunction(node)) {
        functions.push(node);
        returns.set(node, node.body?.type === "BlockStatement" ? [] : [node.body as Node]);
      } else if (node.type === "ReturnStatement" && node.argument !== null)
        returns.get(functions.at(-1)!)?.push(node.argument as Node);
      else if (node.type === "CallExpression") calls.push(node);
      else if (node.type === "ObjectExpression") objects.push(node);
      else if (node.type === "AssignmentExpression") {
        const name = node.left.type === "MemberExpression" ? nameOf(node.left.property, node.left) : null;
        if (name !== null) assigned.add(name);
      } else if (node.type === "Identifier" && !isOnlyName(node, parent))
        scopes.refer(node.name, node, parent);
      return true;
    },
    leave: (node) => {
      scopes.leave(node);
      if (isFunction(node)) functions.pop();
    },
  });

  const references = new Map(scopes.all().map((reference) => [reference.node, reference]));
  const parts = { program, scopes, references, objects, calls, returns, assigned };
  return { ...parts, objects: objects.filter((object) => !goesOutside(handedTo.get(object), parts)) };
}

/** Argument of a call, or part of a literal that is one. */
function receiver(node: Node, parent: Node, handedTo: Map<Node, CallNode>): CallNode | undefined {
  // What a function answers is handed to nobody yet.
  if (isFunction(node)) return undefined;
  if (parent.type === "CallExpression") return parent.callee === node ? undefined : parent;
  return handedTo.get(parent);
}

function goesOutside(call: CallNode | undefined, parts: ModuleParts): boolean {
  if (call === undefined || handsOn(call, parts)) return false;
  let root = call.callee as Node;
  while (root.type === "MemberExpression") root = root.object as Node;
  return root.type === "Identifier" && isOutside(root, parts);
}

/** A name that nothing in the module binds. */
export function isOutside(node: Node, { scopes, references }: ModuleParts): boolean {
  const reference = references.get(node);
  return reference !== undefined && scopes.declarationOf(reference) === undefined;
}

/** `Promise.resolve(x)` and `Object.freeze(x)` answer what they are given. */
export function handsOn({ callee }: CallNode, parts: ModuleParts): boolean {
  if (callee.type !== "MemberExpression" || !isOutside(callee.object as Node, parts)) return false;
  const object = callee.object.type === "Identifier" ? callee.object.name : "";
  const name = nameOf(callee.property, callee);
  return (object === "Promise" && name === "resolve") || (object === "Object" && name === "freeze");
}

/** The name of a member as it is written: `a.b`, `a["b"]`, `{ b: 1 }`, `{ "b": 1 }`; null where it is computed. */
export function nameOf(key: unknown, { computed }: { computed?: boolean }): string | null {
  const node = key as Node;
  if (!computed && node.type === "Identifier") return node.name;
  return textOf(node)?.text ?? null;
}

/** A string as it is written, without holes. */
export function textOf(node: Node): { text: string } | null {
  if (node.type === "Literal") return typeof node.value === "string" ? { text: node.value } : null;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return null;
  const text = node.quasis[0]?.value.cooked;
  return typeof text === "string" ? { text } : null;
}
