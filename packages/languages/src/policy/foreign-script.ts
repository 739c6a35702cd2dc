import type { Report } from "../source/report.ts";
import { childrenOf, type Node } from "../syntax/walk.ts";
import { type FunctionNode, isFunction, ownName } from "./scopes.ts";

/** How a script of another product is written here. `names`: globals that are told by it, and not once more each. */
type Foreign = { node: Node; message: string; remedy: string; names: readonly string[] };

const hookHere =
  'Export a function that is named after the script\'s hook and answers: `export function onExecute(context: LoginContext): FlowResult { return { action: "continue" }; }`.';

/** The same jobs, written there and here. */
const more = "More of it: docs/coming-from-others.md.";

/**
 * Recognises a pasted script of another product by its skeleton, and says once how that is written here, in place of a finding
 * for each of its globals. Looks at the statements of the module and one level into them.
 *
 * @param isOwn whether the module itself binds a name
 * @returns names of globals that need no finding of their own
 */
export function reportForeignScript(
  body: readonly Node[],
  isOwn: (name: string) => boolean,
  report: Report,
): ReadonlySet<string> {
  for (const statement of body) {
    const found = foreignIn(statement);
    if (found === null || found.names.some(isOwn)) continue;
    const { start, end } = headOf(found.node);
    report.add({
      code: "scriptyard/foreign-script",
      source: "policy",
      message: found.message,
      remedy: found.remedy,
      start,
      end,
    });
    return new Set(found.names);
  }
  return new Set();
}

function foreignIn(statement: Node): Foreign | null {
  if (statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression")
    return ofExports(statement.expression.left as Node, statement);
  if (isFunction(statement)) return ofFunction(statement);
  if (statement.type === "VariableDeclaration") return ofJava(statement);
  return null;
}

/** `exports.onExecutePostLogin = …`, `module.exports = …`, `exports.name = …` */
function ofExports(target: Node, node: Node): Foreign | null {
  const path = pathOf(target);
  if (path === null) return null;
  const names = ["exports", "module"];
  const [first, second, third] = path;
  const name = first === "exports" ? second : first === "module" && second === "exports" ? third : null;
  if (name === null) return null;
  if (name !== undefined && /^on(Execute|Continue)[A-Z]/.test(name))
    return {
      node,
      names,
      message: "This is an Action of Auth0, which is written in another way here",
      remedy: `${hookHere} \`event.user\` is \`context.user\`, \`api.access.deny(reason)\` is \`return { action: "reject", code: "denied", message: reason }\`, \`api.idToken.setCustomClaim(name, value)\` is \`claims.set(name, value)\`. ${more}`,
    };
  return {
    node,
    names,
    message: "Scripts are modules: what they give to others they export by name",
    remedy: `Write \`export function ${name ?? "name"}(…) { … }\` instead of \`${path.join(".")} = …\`.`,
  };
}

/** `function authenticate(context)` of Keycloak; `function name(ctx, api)` that uses `api.v1` of ZITADEL. */
function ofFunction(node: FunctionNode): Foreign | null {
  const params = node.params.map((param) => (param.type === "Identifier" ? param.name : ""));
  if (ownName(node)?.name === "authenticate" && params.join() === "context")
    return {
      node,
      names: [],
      message: "This is a script authenticator of Keycloak, which is written in another way here",
      remedy: `${hookHere} \`context.success()\` is \`return { action: "continue" }\`, \`context.failure(…)\` is \`return { action: "reject", code: "failed" }\`. ${more}`,
    };
  if (params.join() === "ctx,api" && node.body !== null && usesVersionOne(node.body as Node))
    return {
      node,
      names: [],
      message: "This is an Action of ZITADEL, which is written in another way here",
      remedy: `${hookHere} \`api.v1.claims.setClaim(name, value)\` is \`claims.set(name, value)\`, \`ctx.v1.getUser()\` is \`context.user\`. ${more}`,
    };
  return null;
}

/** `AuthenticationFlowError = Java.type("…")` */
function ofJava(node: Extract<Node, { type: "VariableDeclaration" }>): Foreign | null {
  const init = node.declarations[0]?.init as Node | null | undefined;
  if (init?.type !== "CallExpression" || pathOf(init.callee as Node)?.join(".") !== "Java.type") return null;
  return {
    node,
    names: [],
    message: "Java classes do not exist in scripts: this looks like a script of Keycloak",
    remedy: `${hookHere} ${more}`,
  };
}

/** Looks at the first statements only: that is where such a script says what it wants. */
function usesVersionOne(body: Node): boolean {
  const pending: Node[] = [body];
  for (let looked = 0; pending.length > 0 && looked < 300; looked++) {
    const node = pending.shift()!;
    if (node.type === "MemberExpression") {
      const path = pathOf(node);
      if (path !== null && (path[0] === "api" || path[0] === "ctx") && path[1] === "v1") return true;
    }
    if (!isFunction(node)) pending.push(...childrenOf(node).slice(0, 300));
  }
  return false;
}

/** `["module", "exports", "name"]` of `module.exports.name`; null for anything else. */
function pathOf(node: Node): string[] | null {
  const path: string[] = [];
  let at = node;
  while (
    at.type === "MemberExpression" &&
    !at.computed &&
    at.property.type === "Identifier" &&
    path.length < 8
  ) {
    path.unshift(at.property.name);
    at = at.object as Node;
  }
  return at.type === "Identifier" ? [at.name, ...path] : null;
}

/** The place of a finding about a whole statement: its beginning, not all of its lines. */
function headOf(node: Node): { start: number; end: number } {
  if (node.type === "ExpressionStatement" && node.expression.type === "AssignmentExpression")
    return { start: node.start, end: node.expression.left.end };
  const name = isFunction(node) ? ownName(node) : null;
  if (name !== null) return { start: node.start, end: name.end };
  return { start: node.start, end: Math.min(node.end, node.start + 80) };
}
