import type { Class, Program } from "oxc-parser";
import type { Report } from "../source/report.ts";
import type { Parsed } from "../syntax/parse.ts";
import { type Node, walk } from "../syntax/walk.ts";
import { Blanks } from "./blanks.ts";
import { eraseClass, eraseClassElement } from "./erase-class.ts";
import { reportRegrouping, reportUnerasable } from "./unerasable.ts";

/**
 * TypeScript to JavaScript by blanking the types: nothing moves, so lines and columns stay the author's and no source
 * map is needed. Syntax that has run-time behaviour of its own (enums, namespaces with values, parameter
 * properties, `import x =`, `export =`, `<T>x`) is reported instead.
 *
 * The result may only be used when the report has not failed; the caller parses it again, as the proof that it is
 * JavaScript.
 */
export function eraseTypes(text: string, parsed: Parsed, report: Report): string {
  const blanks = new Blanks(text, parsed.comments);
  walk(parsed.program as Node, {
    enter: (node, parent) => eraseNode(node, parent, { text, blanks, report }),
  });
  return blanks.apply();
}

export type Erasing = { text: string; blanks: Blanks; report: Report };

/** @returns false when nothing below the node is to be looked at */
function eraseNode(node: Node, parent: Node | null, erasing: Erasing): boolean | undefined {
  const { text, blanks } = erasing;
  if (isErasableStatement(node)) {
    eraseStatement(node, parent, erasing);
    return false;
  }
  if (reportUnerasable(node, erasing.report)) return eraseUnerasable(node, parent, erasing);
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (node.type) {
    case "ImportSpecifier":
    case "ExportSpecifier":
      if ((node.type === "ImportSpecifier" ? node.importKind : node.exportKind) === "type") {
        const next = blanks.after(node.end);
        blanks.erase(node.start, text[next] === "," ? next + 1 : node.end);
      }
      return false;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      eraseTail(node.expression.end, node.end, erasing);
      return true;
    case "TSNonNullExpression":
      blanks.erase(node.end - 1, node.end);
      return true;
    case "TSInstantiationExpression":
      eraseTail(node.typeArguments.start, node.end, erasing);
      return true;
    case "BinaryExpression":
    case "LogicalExpression":
      reportRegrouping(node, erasing.report);
      return true;
    case "VariableDeclarator":
      if (node.definite === true && "typeAnnotation" in node.id && node.id.typeAnnotation)
        eraseMarkBefore(node.id.typeAnnotation.start, erasing);
      return true;
    case "Identifier":
    case "ObjectPattern":
    case "ArrayPattern":
    case "RestElement":
    case "AssignmentPattern":
      eraseOptionalMark(node, erasing);
      return true;
    case "FunctionDeclaration":
    case "FunctionExpression":
      eraseThisParameter(node.params[0], erasing);
      return true;
    case "ArrowFunctionExpression":
      keepArrowOnOneLine(node, erasing);
      return true;
    case "ClassDeclaration":
    case "ClassExpression":
      eraseClass(node as Class, erasing);
      return true;
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
    case "TSAbstractMethodDefinition":
    case "TSAbstractPropertyDefinition":
    case "TSAbstractAccessorProperty":
    case "TSIndexSignature":
      return eraseClassElement(node, erasing);
    default:
      if (!node.type.startsWith("TS")) return true;
      blanks.erase(node.start, node.end);
      return false;
  }
}

/** Statements without run-time behaviour. */
export function isErasableStatement(node: Node): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (node.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSDeclareFunction":
    case "TSNamespaceExportDeclaration":
      return true;
    case "VariableDeclaration":
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      return node.declare === true;
    case "TSModuleDeclaration":
      return node.declare || (node.body ?? { body: [] }).body.every((s) => isErasableStatement(s as Node));
    case "ImportDeclaration":
    case "TSImportEqualsDeclaration":
      return node.importKind === "type";
    case "ExportAllDeclaration":
      return node.exportKind === "type";
    case "ExportNamedDeclaration":
      return (
        node.exportKind === "type" ||
        (node.declaration !== null && isErasableStatement(node.declaration as Node))
      );
    case "ExportDefaultDeclaration":
      return isErasableStatement(node.declaration as Node);
    default:
      return false;
  }
}

/** What was reported is blanked too, as well as that goes: what else is wrong is then found in the same round. */
function eraseUnerasable(node: Node, parent: Node | null, erasing: Erasing): boolean {
  if (node.type === "TSTypeAssertion") {
    erasing.blanks.erase(node.start, node.expression.start);
    return true;
  }
  if (node.type === "TSParameterProperty") {
    erasing.blanks.erase(node.start, node.parameter.start);
    return true;
  }
  // `export enum E {}`: the `export` goes with it.
  if (parent?.type === "ExportNamedDeclaration") erasing.blanks.erase(parent.start, node.start);
  eraseStatement(node, null, erasing);
  return false;
}

const statementLists = new Set<Node["type"]>(["Program", "BlockStatement", "StaticBlock", "SwitchCase"]);

function eraseStatement(node: Node, parent: Node | null, { text, blanks }: Erasing): void {
  blanks.erase(node.start, node.end);
  const next = text[blanks.after(node.end)] ?? ";";
  // `a` ⏎ `type T = 1` ⏎ `(b)` must not become the call `a(b)`; nor may a lone body vanish from `if (x) type T = 1`.
  if ("([`+-/".includes(next) || !statementLists.has(parent?.type ?? "Program")) blanks.put(node.start, ";");
}

/** Types at the end of an expression. In TypeScript a line that starts with a bracket does not go on after them. */
function eraseTail(start: number, end: number, { text, blanks }: Erasing): void {
  blanks.erase(start, end);
  const next = blanks.after(end);
  if ("([`".includes(text[next] ?? "x") && blanks.hasLineBreak(end, next))
    blanks.put(blanks.after(start), ";");
}

/** The `?` of an optional parameter; the annotation after it is erased as a node of its own. */
function eraseOptionalMark(node: Node, erasing: Erasing): void {
  if (!("optional" in node) || node.optional !== true) return;
  const annotation = "typeAnnotation" in node ? node.typeAnnotation : null;
  eraseMarkBefore(annotation ? annotation.start : node.end, erasing);
}

function eraseMarkBefore(offset: number, { text, blanks }: Erasing): void {
  const mark = blanks.before(offset) - 1;
  if (text[mark] === "?" || text[mark] === "!") blanks.erase(mark, mark + 1);
}

function eraseThisParameter(first: Node | undefined, { text, blanks }: Erasing): void {
  if (first?.type !== "Identifier" || (first as { name: string }).name !== "this") return;
  const next = blanks.after(first.end);
  blanks.erase(first.start, text[next] === "," ? next + 1 : first.end);
}

/**
 * JavaScript allows no line break before `=>`, nor between `return` or `async` and the parameters. Where erased types
 * held one, the parenthesis moves to the other side of the break.
 */
function keepArrowOnOneLine(
  node: Extract<Node, { type: "ArrowFunctionExpression" }>,
  erasing: Erasing,
): void {
  const { blanks } = erasing;
  if (node.typeParameters) {
    const paren = blanks.after(node.typeParameters.end);
    if (blanks.hasLineBreak(node.typeParameters.start, paren)) {
      blanks.erase(paren, paren + 1);
      blanks.put(node.typeParameters.start, "(");
    }
  }
  if (node.returnType) {
    const paren = blanks.before(node.returnType.start) - 1;
    if (blanks.hasLineBreak(paren, node.returnType.end)) {
      blanks.erase(paren, paren + 1);
      blanks.put(node.returnType.end - 1, ")");
    }
  }
}

/** Names that the module exports as types only, so that a wrong import of one can be explained. */
export function typeExportsOf(program: Program): string[] {
  const names: string[] = [];
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    const { declaration } = statement;
    if (
      declaration &&
      "id" in declaration &&
      declaration.id?.type === "Identifier" &&
      isErasableStatement(declaration as Node)
    )
      names.push(declaration.id.name);
    for (const specifier of statement.specifiers)
      if (statement.exportKind === "type" || specifier.exportKind === "type")
        names.push(
          specifier.exported.type === "Identifier" ? specifier.exported.name : specifier.exported.value,
        );
  }
  return names;
}
