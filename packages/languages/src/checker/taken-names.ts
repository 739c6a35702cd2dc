import {
  isBindingElement,
  isExportSpecifier,
  isIdentifier,
  isImportSpecifier,
  isMethodDeclaration,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isQualifiedName,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import {
  type Checker,
  type Project,
  SymbolFlags,
  type Symbol as TypeSymbol,
} from "typescript/unstable/async";
import type { References } from "../types.ts";
import { isReExport } from "./name-place.ts";
import { exportsOf, originalOf, pathOf, type TextsByPath } from "./names.ts";

/**
 * Texts in which a new name stands for something else where the old one is used, or, `exports`, in which it is exported
 * beside it. By scope, as the language has it: a parameter of another function is in nobody's way.
 *
 * @param nodes where the old name is used
 */
export async function takenIn(
  { program, checker }: Project,
  texts: TextsByPath,
  { name, newName, symbol }: { name: string; newName: string; symbol: TypeSymbol },
  nodes: readonly Node[],
): Promise<References["taken"]> {
  const taken: References["taken"] = [];
  // Most texts do not even hold the word, nor hand on what others export.
  if (![...texts.values()].some(({ source }) => source.includes(newName))) return taken;
  for (const [path, { specifier, source: text }] of texts) {
    if (!text.includes(newName) && !text.includes("*")) continue;
    const source = await program.getSourceFile(path);
    if (source === undefined) continue;
    const exported = await exportsOf(checker, source);
    const own = exported.find((one) => one.name === name);
    const exports =
      own !== undefined &&
      exported.some((one) => one.name === newName) &&
      (await originalOf(checker, own)).id === symbol.id;
    const places = nodes.filter((node) => pathOf(node) === path);
    const hidden = !exports && places.length > 0 && text.includes(newName);
    if (exports || (hidden && (await isTaken(checker, source, newName, places))))
      taken.push({ specifier, exports });
  }
  return taken;
}

/** At a place where it would be written it is known already; or what it says now, of the host, would be the new one. */
async function isTaken(
  checker: Checker,
  source: SourceFile,
  newName: string,
  places: readonly Node[],
): Promise<boolean> {
  for (const place of places)
    if ((await checker.resolveName(newName, anything, place, true)) !== undefined) return true;
  for (const node of named(source, newName)) {
    const symbol = await checker.getSymbolAtLocation(node);
    const inText = symbol?.declarations.some(({ path }) => path.toLowerCase() === pathOf(source));
    if (!inText) return true;
  }
  return false;
}

const anything = SymbolFlags.Value | SymbolFlags.Type | SymbolFlags.Namespace | SymbolFlags.Alias;

/** Where a name stands for itself, not `x.name` and not the key of `{ name: … }`. */
function named(root: Node, name: string): Node[] {
  const found: Node[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isIdentifier(node) && node.text === name && !isOnlyMember(node, node.parent)) found.push(node);
    node.forEachChild((child) => {
      pending.push(child);
    });
  }
  return found;
}

function isOnlyMember(node: Node, parent: Node): boolean {
  if (isQualifiedName(parent)) return parent.right === node;
  if (isBindingElement(parent) || isImportSpecifier(parent)) return parent.propertyName === node;
  // Of `export { a as b }` and `export { b } from "…"` only `a` is a name of the text.
  if (isExportSpecifier(parent))
    return isReExport(parent) || (parent.propertyName !== undefined && parent.name === node);
  const namesMember =
    isPropertyAccessExpression(parent) ||
    isPropertyAssignment(parent) ||
    isPropertyDeclaration(parent) ||
    isMethodDeclaration(parent);
  return namesMember && parent.name === node;
}
