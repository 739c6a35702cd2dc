import type { Node } from "../syntax/walk.ts";

/**
 * Names a part of the program binds, each with what declares it: a `const` with its value, a function, an import; null for
 * what may change, comes in as an argument, or is declared twice. `functionLike` scopes take `var`.
 */
type Scope = { names: Map<string, Node | null>; parent: Scope | null; functionLike: boolean };

export type Reference = { name: string; node: Node; parent: Node | null; scope: Scope };

/**
 * Which names a module binds where. Names are collected while walking and references resolved afterwards, so that a
 * use before its declaration (hoisting) is found bound.
 */
export class Scopes {
  #current: Scope = { names: new Map(), parent: null, functionLike: true };
  readonly #entered: Node[] = [];
  readonly #references: Reference[] = [];

  enter(node: Node): void {
    const functionLike = isFunction(node) || node.type === "StaticBlock";
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration")
      this.#bind(node.id as Node | null, false, node);
    if (functionLike || blockScopes.has(node.type)) {
      this.#current = { names: new Map(), parent: this.#current, functionLike };
      this.#entered.push(node);
      // The name of a function or class expression is bound inside of it.
      if (node.type === "FunctionExpression" || node.type === "ClassExpression")
        this.#bind(node.id as Node | null, false);
      if (isFunction(node)) {
        for (const param of node.params) this.#bind(param as Node, false);
        if (node.type !== "ArrowFunctionExpression") this.#current.names.set("arguments", null);
      }
      if (node.type === "CatchClause") this.#bind(node.param as Node | null, false);
    }
    if (node.type === "VariableDeclaration")
      for (const one of node.declarations)
        this.#bind(one.id as Node, node.kind === "var", node.kind === "const" ? (one as Node) : null);
    if (
      node.type === "ImportSpecifier" ||
      node.type === "ImportDefaultSpecifier" ||
      node.type === "ImportNamespaceSpecifier"
    )
      this.#bind(node.local as Node, false, node);
  }

  leave(node: Node): void {
    if (this.#entered.at(-1) !== node) return;
    this.#entered.pop();
    this.#current = this.#current.parent!;
  }

  refer(name: string, node: Node, parent: Node | null): void {
    this.#references.push({ name, node, parent, scope: this.#current });
  }

  /** A reference from where the walk is now, which is not counted among all. */
  here(name: string, node: Node): Reference {
    return { name, node, parent: null, scope: this.#current };
  }

  /** Whether a name stands for what the module itself binds, at its top level. */
  isOfModule({ name, scope }: Pick<Reference, "name" | "scope">): boolean {
    for (let at: Scope | null = scope; at !== null; at = at.parent)
      if (at.names.has(name)) return at.parent === null;
    return false;
  }

  /** Every reference, in reading order. */
  all(): readonly Reference[] {
    return this.#references;
  }

  /** References to names that nothing in the module binds: globals. */
  unbound(): Reference[] {
    return this.#references.filter((reference) => this.declarationOf(reference) === undefined);
  }

  /** What binds a name, once all of the module was walked: see `Scope`; undefined where nothing in the module does. */
  declarationOf({ name, scope }: Pick<Reference, "name" | "scope">): Node | null | undefined {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const declared = at.names.get(name);
      if (declared !== undefined) return declared;
    }
    return undefined;
  }

  /** @param declaring what the pattern's one name stands for; names inside of a pattern stand for parts of it */
  #bind(pattern: Node | null, hoisted: boolean, declaring: Node | null = null): void {
    let scope = this.#current;
    while (hoisted && !scope.functionLike) scope = scope.parent!;
    const pending: (Node | null)[] = [pattern];
    while (pending.length > 0) {
      const node = pending.pop() ?? null;
      if (node === null) continue;
      if (node.type === "Identifier")
        scope.names.set(node.name, node === pattern && !scope.names.has(node.name) ? declaring : null);
      else if (node.type === "AssignmentPattern") pending.push(node.left as Node);
      else if (node.type === "RestElement") pending.push(node.argument as Node);
      else if (node.type === "ArrayPattern") pending.push(...(node.elements as (Node | null)[]));
      else if (node.type === "ObjectPattern") pending.push(...(node.properties as Node[]));
      else if (node.type === "Property") pending.push(node.value as Node);
    }
  }
}

const blockScopes = new Set<Node["type"]>([
  "BlockStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
  "CatchClause",
  "ClassDeclaration",
  "ClassExpression",
]);

export type FunctionNode = Extract<
  Node,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

/** The name a function gives itself; arrows have none. */
export function ownName(node: FunctionNode): { name: string; end: number } | null {
  return (node as { id?: { name: string; end: number } | null }).id ?? null;
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression"
  );
}

/** True for an identifier that only names something: a property, a label, an imported or exported name. */
export function isOnlyName(node: Node, parent: Node | null): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (parent?.type) {
    case "MemberExpression":
      return parent.property === node && !parent.computed;
    case "Property":
      return parent.key === node && !parent.computed;
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return parent.key === node && !parent.computed;
    case "LabeledStatement":
      return parent.label === node;
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "ImportSpecifier":
    case "ImportAttribute":
    case "ExportAllDeclaration":
      return true;
    case "ExportSpecifier":
      return parent.local !== node;
    default:
      return false;
  }
}
