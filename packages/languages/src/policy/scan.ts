import type { Program } from "oxc-parser";
import type { Finding, Report } from "../source/report.ts";
import { type Node, walk } from "../syntax/walk.ts";
import { reportForeignScript } from "./foreign-script.ts";
import { evalRule, functionRule, type GlobalRule, globalRule } from "./globals.ts";
import { Lint } from "./lint.ts";
import { memberName } from "./member-name.ts";
import { reportPattern } from "./patterns.ts";
import { isFunction, isOnlyName, type Reference, Scopes } from "./scopes.ts";

/**
 * Reports what the sandbox refuses or lacks, in plain JavaScript: `eval`, functions made from text, dynamic import,
 * globals of Node and browsers, syntax the engine does not know. This is advice, not the boundary: the engine holds
 * none of these things, however they are spelled.
 */
export function scanPolicy(program: Program, report: Report): void {
  const scopes = new Scopes();
  const lint = new Lint(scopes);
  let functions = 0;
  let awaits = 0;
  walk(program as Node, {
    enter: (node, parent) => {
      scopes.enter(node);
      lint.enter(node, parent);
      if (isFunction(node)) functions += 1;
      if (node.type === "Identifier") {
        if (!isOnlyName(node, parent)) scopes.refer(node.name, node, parent);
        return true;
      }
      if (node.type === "AwaitExpression" && functions === 0 && awaits++ === 0)
        reportTopLevelAwait(node, report);
      scanSyntax(node, report);
      // The names in `export { process } from "shared/tools"` are the other module's.
      return !(node.type === "ExportNamedDeclaration" && node.source !== null);
    },
    leave: (node) => {
      scopes.leave(node);
      lint.leave(node);
      if (isFunction(node)) functions -= 1;
    },
  });
  const told = reportForeignScript(
    program.body as Node[],
    (name) => scopes.declarationOf(scopes.here(name, program as Node)) !== undefined,
    report,
  );
  for (const reference of scopes.unbound()) if (!told.has(reference.name)) scanGlobal(reference, report);
  lint.tell(report);
}

function scanSyntax(node: Node, report: Report): void {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (node.type) {
    case "ImportExpression":
      report.add({
        code: "scriptyard/no-dynamic-import",
        source: "policy",
        message: "Scripts cannot import while they run",
        remedy: 'Import at the top: `import { x } from "shared/x"`.',
        ...span(node),
      });
      break;
    case "CallExpression":
    case "NewExpression":
      if (makesFunctionFromText(node)) report.add({ source: "policy", ...functionRule, ...span(node) });
      break;
    case "Decorator":
      unsupported(
        "Decorators are not supported",
        "Call the function on the class or method instead.",
        node,
        report,
      );
      break;
    case "AccessorProperty":
      unsupported("`accessor` fields are not supported", "Write a getter and a setter.", node, report);
      break;
    case "Literal":
      if ("regex" in node) reportPattern({ pattern: node.regex.pattern, ...span(node) }, report);
      break;
    case "VariableDeclaration":
      if (node.kind === "using" || node.kind === "await using")
        unsupported("`using` is not supported", "Use `const` and `try … finally`.", node, report);
      break;
  }
}

function unsupported(message: string, remedy: string, node: Node, report: Report): void {
  report.add({ code: "scriptyard/unsupported-syntax", source: "syntax", message, remedy, ...span(node) });
}

/** `x.constructor("text")`, `x.constructor.constructor(…)`, `(() => {}).constructor(…)`: the usual ways to reach Function. */
function makesFunctionFromText(node: Extract<Node, { type: "CallExpression" | "NewExpression" }>): boolean {
  const callee = unwrap(node.callee as Node);
  if (callee.type !== "MemberExpression" || memberName(callee) !== "constructor") return false;
  const object = unwrap(callee.object as Node);
  if (object.type === "MemberExpression" && memberName(object) === "constructor") return true;
  if (isFunction(object)) return true;
  const last = node.arguments.at(-1) as Node | undefined;
  if (last === undefined) return false;
  return last.type === "TemplateLiteral" || (last.type === "Literal" && typeof last.value === "string");
}

const globalObjects = new Set(["globalThis", "window", "self", "global"]);

function scanGlobal({ name, node, parent }: Reference, report: Report): void {
  // `typeof process` asks whether it exists; that is safe and answers "undefined".
  if (parent?.type === "UnaryExpression" && parent.operator === "typeof") return;
  if (name === "globalThis" || globalObjects.has(name)) {
    const member = parent?.type === "MemberExpression" && parent.object === node ? memberName(parent) : null;
    const rule = member === null ? undefined : ruleFor(member);
    if (rule !== undefined) report.add(finding(rule, parent!));
    else if (name !== "globalThis") report.add(finding(globalRule(name)!, node));
    return;
  }
  // `x instanceof Function` makes nothing.
  if (name === "Function" && parent?.type === "BinaryExpression" && parent.operator === "instanceof") return;
  const rule = ruleFor(name);
  if (rule !== undefined) report.add(finding(rule, node));
}

function ruleFor(name: string): GlobalRule | undefined {
  if (name === "eval") return evalRule;
  if (name === "Function") return functionRule;
  return globalRule(name);
}

function finding(rule: GlobalRule, node: Node): Finding {
  return { ...rule, source: "policy", ...span(node) };
}

function reportTopLevelAwait(node: Node, report: Report): void {
  report.add({
    code: "scriptyard/top-level-await",
    source: "policy",
    severity: "warning",
    message: "`await` outside of functions runs once, when the script is loaded, not on each execution",
    remedy: "Move it into the hook.",
    ...span(node),
  });
}

function unwrap(node: Node): Node {
  let inner = node;
  for (;;) {
    if (inner.type === "ParenthesizedExpression" || inner.type === "ChainExpression")
      inner = inner.expression as Node;
    else if (inner.type === "SequenceExpression" && inner.expressions.length > 0)
      inner = inner.expressions.at(-1) as Node;
    else return inner;
  }
}

function span(node: Node): { start: number; end: number } {
  return { start: node.start, end: node.end };
}
