import type { Report } from "../source/report.ts";
import type { Node } from "../syntax/walk.ts";

/**
 * TypeScript that generates code cannot be erased.
 *
 * @returns true when the node was such, and reported
 */
export function reportUnerasable(node: Node, report: Report): boolean {
  const rule = rules[node.type];
  if (rule === undefined) return false;
  const end =
    node.type === "TSModuleDeclaration" || node.type === "TSEnumDeclaration" ? node.id.end : node.end;
  report.add({
    code: "scriptyard/unsupported-syntax",
    source: "syntax",
    message: rule.message,
    remedy: rule.remedy,
    start: node.start,
    end,
  });
  return true;
}

const rules: { [type in Node["type"]]?: { message: string; remedy: string } } = {
  TSEnumDeclaration: {
    message: "Enums are not supported: they are code that types cannot be erased from",
    remedy: 'Use `const Color = { red: "red" } as const` and a union type: `type Color = "red" | "green"`.',
  },
  TSModuleDeclaration: {
    message: "Namespaces with values are not supported",
    remedy: "Export the parts from the script, or move them into a library.",
  },
  TSParameterProperty: {
    message: "Parameter properties are not supported",
    remedy: "Declare the field in the class and assign it in the constructor.",
  },
  TSImportEqualsDeclaration: {
    message: "`import … =` is not supported",
    remedy: 'Use `import { name } from "module/library"`.',
  },
  TSExportAssignment: {
    message: "`export =` is not supported",
    remedy: "Export by name: `export function …`.",
  },
  TSTypeAssertion: {
    message: "Type assertions in angle brackets are not supported",
    remedy: "Write `value as Type` instead of `<Type>value`.",
  },
};

type BinaryNode = Extract<Node, { type: "BinaryExpression" | "LogicalExpression" }>;

/**
 * `a + b as T * c` means `((a + b) as T) * c` in TypeScript, and without its type `a + (b * c)`. Rare enough to ask
 * for parentheses.
 */
export function reportRegrouping(node: BinaryNode, report: Report): void {
  let inner: Node = node.left as Node;
  if (inner.type !== "TSAsExpression" && inner.type !== "TSSatisfiesExpression") return;
  while (inner.type === "TSAsExpression" || inner.type === "TSSatisfiesExpression")
    inner = inner.expression as Node;
  if (!regroups(inner, node.operator)) return;
  report.add({
    code: "scriptyard/ambiguous-as",
    source: "syntax",
    message: "Without its type this expression would be grouped differently",
    remedy: "Put the part before `as` or `satisfies` in parentheses.",
    start: node.left.start,
    end: node.left.end,
  });
}

function regroups(inner: Node, operator: string): boolean {
  if (inner.type === "BinaryExpression" || inner.type === "LogicalExpression") {
    if ((inner.operator === "??") !== (operator === "??") && isLogical(inner.operator) && isLogical(operator))
      return true;
    return precedence(inner.operator) < precedence(operator);
  }
  return operator === "**" && (inner.type === "UnaryExpression" || inner.type === "AwaitExpression");
}

function isLogical(operator: string): boolean {
  return operator === "??" || operator === "||" || operator === "&&";
}

const levels = [
  "?? ||",
  "&&",
  "|",
  "^",
  "&",
  "== != === !==",
  "< > <= >= in instanceof",
  "<< >> >>>",
  "+ -",
  "* / %",
  "**",
];

function precedence(operator: string): number {
  return levels.findIndex((level) => level.split(" ").includes(operator));
}
