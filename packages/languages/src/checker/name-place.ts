import {
  type Identifier,
  isBindingElement,
  isExportDeclaration,
  isExportSpecifier,
  isIdentifier,
  isImportSpecifier,
  isImportTypeNode,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isQualifiedName,
  isShorthandPropertyAssignment,
  type Node,
} from "typescript/unstable/ast";
import { SymbolFlags } from "typescript/unstable/async";
import type { LineIndex } from "../source/text.ts";
import type { CheckModule, NamePlace } from "../types.ts";
import type { Named } from "./names.ts";

/**
 * A reference as others can work with it: where it is, what it is there, and with what a new name has to be written so
 * that the other name of the same place stays. Null for what has no name, `this`.
 */
export function placeOf(
  node: Node,
  text: CheckModule & { lines: LineIndex },
  { name, declaration, symbol }: Named,
): NamePlace | null {
  const quoted = !isIdentifier(node);
  // A name in quotes, `dates["isWeekend"]`: the quotes stay.
  const start = node.getStart() + (quoted ? 1 : 0);
  const end = node.end - (quoted ? 1 : 0);
  const written = text.source.slice(start, end);
  if (written === "" || (quoted && written !== name)) return null;
  const declares = isSame(node, declaration);
  return {
    specifier: text.specifier,
    start,
    end,
    ...text.lines.at(start),
    role: declares ? "declaration" : quoted ? "member" : roleOf(node),
    written,
    ...beside(node, written, declares, (symbol.flags & SymbolFlags.ClassMember) !== 0),
    ...(quoted ? {} : otherName(node)),
  };
}

function roleOf(node: Node): NamePlace["role"] {
  const { parent } = node;
  if (isImportSpecifier(parent))
    return parent.propertyName === undefined ? "import" : memberIf(parent.propertyName === node);
  if (isExportSpecifier(parent)) {
    if (isReExport(parent)) return "member";
    return parent.propertyName === undefined ? "export" : memberIf(parent.name === node);
  }
  return memberIf(
    (isPropertyAccessExpression(parent) && parent.name === node) ||
      (isQualifiedName(parent) && parent.right === node) ||
      isImportTypeNode(parent) ||
      (isBindingElement(parent) && (parent.propertyName ?? parent.name) === node && inObject(parent)),
  );
}

const memberIf = (is: boolean) => (is ? "member" : "use");

/** `export { a } from "…"`: nothing of its own text is called so. */
export function isReExport(specifier: Node): boolean {
  const statement = specifier.parent.parent;
  return isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

/** One word for two names: the one that is not renamed is written out. */
function beside(
  node: Node,
  written: string,
  declares: boolean,
  isProperty: boolean,
): Pick<NamePlace, "before" | "after"> {
  const { parent } = node;
  const [before, after] = [{ before: `${written}: ` }, { after: `: ${written}` }];
  // `{ a }`: of the property and the value, the one that was looked for changes.
  if (isShorthandPropertyAssignment(parent) && parent.name === node) return isProperty ? after : before;
  if (!isBindingElement(parent) || parent.propertyName || parent.name !== node || !inObject(parent))
    return {};
  // `const { a } = object`
  return declares ? before : after;
}

/** Of `{ a: b }`, `a as b` and `const { a: b } = object`. */
function otherName(node: Node): Pick<NamePlace, "other"> {
  const { parent } = node;
  const pair =
    isImportSpecifier(parent) || isExportSpecifier(parent) || isBindingElement(parent)
      ? [parent.propertyName, parent.name]
      : isPropertyAssignment(parent)
        ? [parent.name, parent.initializer]
        : [];
  const other = pair.find((one) => one !== node);
  if (!pair.includes(node as never) || other === undefined || !isIdentifier(other)) return {};
  return { other: { start: other.getStart(), end: other.end, name: other.text } };
}

function inObject(element: Node & { dotDotDotToken?: unknown }): boolean {
  return isObjectBindingPattern(element.parent) && element.dotDotDotToken === undefined;
}

function isSame(node: Node, declaration: Identifier | null): boolean {
  return (
    declaration !== null &&
    node.pos === declaration.pos &&
    node.getSourceFile().fileName === declaration.getSourceFile().fileName
  );
}
