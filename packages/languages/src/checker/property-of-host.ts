import {
  type Identifier,
  isIdentifier,
  isInterfaceDeclaration,
  isTypeAliasDeclaration,
  isTypeReferenceNode,
  type Node,
} from "typescript/unstable/ast";
import type { Project } from "typescript/unstable/async";
import type { Named } from "./names.ts";
import { declarationsPath } from "./projects.ts";

/** A property of a type of the host's declarations, by its path; null where there is none. */
export async function propertyOfHost(
  { program, checker }: Project,
  root: string,
  { type, path }: { type: string; path: readonly string[] },
): Promise<Named | null> {
  const source = await program.getSourceFile(declarationsPath(root));
  if (source === undefined) return null;
  const types = new Map<string, Node>();
  for (const node of childrenOf(source))
    if (isInterfaceDeclaration(node) || isTypeAliasDeclaration(node)) types.set(node.name.text, node);
  let within = types.get(type);
  let found: Identifier | null = null;
  for (const name of path) {
    found = within === undefined ? null : nameBelow(within, name, types);
    within = found?.parent;
  }
  const symbol = found && (await checker.getSymbolAtLocation(found));
  return found && symbol ? { node: found, symbol, name: found.text, declaration: null } : null;
}

/** The property of that name that is nearest below a type. */
function nameBelow(type: Node, name: string, types: ReadonlyMap<string, Node>): Identifier | null {
  // By levels, and not into other properties: one further in may be called the same.
  const level = new Set(childrenOf(type));
  for (const node of level) {
    const { name: named } = node as Node & { name?: Node };
    if (named && isIdentifier(named) && named.text === name) return named;
    const referred = isTypeReferenceNode(node) && isIdentifier(node.typeName) ? node.typeName.text : null;
    const declared = referred === null ? undefined : types.get(referred);
    if (!named) for (const child of childrenOf(declared ?? node)) level.add(child);
  }
  return null;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}
