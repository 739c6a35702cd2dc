import { Report } from "../source/report.ts";
import { parseModule } from "../syntax/parse.ts";
import { type Node, walk } from "../syntax/walk.ts";
import { isFunction, isOnlyName, Scopes } from "./scopes.ts";

/** A name that a module takes from outside, with the member it reads: `events.publish`, `random`, `claims`. */
export type OutsideReference = {
  /** The name, with one member where it is written down; `claims` alone where the member is computed. */
  path: string;
  /** 1-based, in the text given. */
  line: number;
  column: number;
  endColumn: number;
  /** A parameter of a function carries the name: what is behind it came in as an argument. */
  parameter: boolean;
  /** The module asks with `typeof` whether the name exists, or reads it with `?.`: its absence is no surprise. */
  guarded: boolean;
};

/**
 * Globals and parameters a JavaScript module refers to, and which of their members. It reads what is written: a name put
 * together at run time is not seen, so this explains and warns, and is never the boundary.
 *
 * @param code JavaScript that has passed `compile`
 */
export function outsideReferences(code: string): OutsideReference[] {
  const report = new Report(code, "module");
  const parsed = parseModule(code, "js", report);
  if (parsed === null) return [];
  const scopes = new Scopes();
  const parameters = new Set<string>();
  walk(parsed.program as Node, {
    enter: (node, parent) => {
      scopes.enter(node);
      if (isFunction(node))
        for (const param of node.params as Node[])
          if (param.type === "Identifier") parameters.add(param.name);
      if (node.type === "Identifier" && !isOnlyName(node, parent)) scopes.refer(node.name, node, parent);
      return true;
    },
    leave: (node) => scopes.leave(node),
  });
  const unbound = scopes.unbound();
  const globals = new Set(unbound);
  const asked = new Set(unbound.filter(({ parent }) => isTypeof(parent)).map(({ name }) => name));
  return scopes
    .all()
    .filter((reference) => !isTypeof(reference.parent))
    .flatMap((reference) => {
      const { name, node, parent } = reference;
      const member = parent?.type === "MemberExpression" && parent.object === node ? memberOf(parent) : null;
      // Without a member a parameter only hands something on.
      if (!globals.has(reference) && (member === null || !parameters.has(name))) return [];
      const start = report.lines.at(node.start);
      const path = member === null ? name : `${name}.${member.name}`;
      return {
        path,
        line: start.line,
        column: start.column,
        endColumn: start.column + path.length,
        parameter: !globals.has(reference),
        guarded: asked.has(name) || member?.optional === true,
      };
    });
}

function isTypeof(parent: Node | null): boolean {
  return parent?.type === "UnaryExpression" && parent.operator === "typeof";
}

function memberOf(
  node: Extract<Node, { type: "MemberExpression" }>,
): { name: string; optional: boolean } | null {
  const property = node.property as Node;
  if (!node.computed && property.type === "Identifier")
    return { name: property.name, optional: node.optional };
  if (node.computed && property.type === "Literal" && typeof property.value === "string")
    return { name: property.value, optional: node.optional };
  return null;
}
