import type { Node } from "oxc-parser";
import { childrenOf, walk } from "./walk.ts";

export type Declared = { name: string; start: number; end: number };

/**
 * Names that a module declares again where they are declared already, in source order, at most `most` and one. Not all of
 * them (labels, private names and exports are none of its): enough to tell thousands of them without the parser, which draws
 * the lines between for each and takes the square of the text's length.
 */
export function declaredTwice(program: Node, most: number): Declared[] {
  const found: Declared[] = [];
  const scopes: { node: Node; names: Set<string>; ofFunction: boolean }[] = [];
  walk(program, {
    enter(node, parent) {
      if (found.length > most) return false;
      const statements = statementsOf(node);
      if (statements !== null) {
        const ofFunction = node.type === "StaticBlock" || isFunction(parent);
        const given = new Set(parent === null ? [] : parametersOf(parent).map(({ name }) => name));
        const names = new Set<string>();
        // At the top of a function its own functions are as `var` is, and may be declared again.
        const declaring = statements.filter((one) => !ofFunction || one.type !== "FunctionDeclaration");
        for (const one of declaring.flatMap(lexicalNames)) {
          if (names.has(one.name) || given.has(one.name)) found.push(one);
          names.add(one.name);
        }
        scopes.push({ node, names, ofFunction });
      }
      if (isFunction(node)) found.push(...again(parametersOf(node)));
      if (isVar(node)) found.push(...bindingsOf(node).filter(({ name }) => isTaken(name)));
      return undefined;
    },
    leave(node) {
      if (scopes.at(-1)?.node === node) scopes.pop();
    },
  });
  return found.slice(0, most + 1);

  /** A `var` belongs to its function, through all blocks. */
  function isTaken(name: string): boolean {
    for (let at = scopes.length - 1; at >= 0; at--) {
      const { names, ofFunction } = scopes[at]!;
      if (names.has(name)) return true;
      if (ofFunction) return false;
    }
    return false;
  }
}

function again(names: Declared[]): Declared[] {
  const seen = new Set<string>();
  return names.filter(({ name }) => seen.size === seen.add(name).size);
}

function statementsOf(node: Node): readonly Node[] | null {
  if (node.type === "Program" || node.type === "BlockStatement" || node.type === "StaticBlock")
    return node.body as Node[];
  return node.type === "SwitchStatement" ? node.cases.flatMap((one) => one.consequent as Node[]) : null;
}

const isFunction = (node: Node | null): boolean =>
  node !== null &&
  ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(node.type);

/** Of a function, or what a `catch` catches. */
function parametersOf(node: Node): Declared[] {
  if (node.type === "CatchClause") return node.param === null ? [] : bindingsOf(node.param);
  return isFunction(node) ? (node as unknown as { params: Node[] }).params.flatMap(bindingsOf) : [];
}

const isVar = (node: Node): boolean => node.type === "VariableDeclaration" && node.kind === "var";

/** What a statement declares for the block it stands in. */
function lexicalNames(statement: Node): Declared[] {
  if (statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration")
    return statement.declaration === null ? [] : lexicalNames(statement.declaration as Node);
  if (statement.type === "ImportDeclaration")
    return statement.specifiers.flatMap(({ local }) => bindingsOf(local as Node));
  if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration")
    return statement.id === null ? [] : bindingsOf(statement.id as Node);
  return statement.type === "VariableDeclaration" && !isVar(statement) ? bindingsOf(statement) : [];
}

/** Names in a pattern: without the keys and defaults in it. */
function bindingsOf(node: Node): Declared[] {
  if (node.type === "Identifier") return [{ name: node.name, start: node.start, end: node.end }];
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap(({ id }) => bindingsOf(id as Node));
  if (node.type === "AssignmentPattern") return bindingsOf(node.left as Node);
  if (node.type === "Property") return bindingsOf(node.value as Node);
  const holdsMore = ["ObjectPattern", "ArrayPattern", "RestElement"].includes(node.type);
  return holdsMore ? childrenOf(node).flatMap(bindingsOf) : [];
}
