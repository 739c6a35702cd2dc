import type { WaysOut } from "@scriptyard/model";
import type { Node } from "../syntax/walk.ts";
import {
  type CallNode,
  handsOn,
  isOutside,
  type ModuleParts,
  nameOf,
  type ObjectNode,
  textOf,
} from "./module-parts.ts";
import { isFunction } from "./scopes.ts";

/** A string in the text. */
export type Place = { text: string; start: number; end: number };

/** The member that names the outcome of an answer to go on, written as one; null for any other object. */
export function outcomeMember(
  object: ObjectNode,
  parts: ModuleParts,
  { by, continues }: WaysOut,
): string | null {
  const said = lastOf(object, by);
  if (said === null) return null;
  const value = textOf(constant(said, parts))?.text;
  return value !== undefined && Object.hasOwn(continues, value) ? continues[value]! : null;
}

/** Whether an object may hold a member: it is written, or may be behind a spread or a computed name. */
export function mayHave({ properties }: ObjectNode, name: string): boolean {
  return properties.some((property) => {
    const key = property.type === "SpreadElement" ? null : nameOf(property.key, property);
    return key === null || key === name;
  });
}

/**
 * Follows what values can be, back to the strings in the text. Each part of the tree is looked at once, whoever asks for it:
 * what is wanted is all that can be answered, so asking again would only add time.
 */
export class Answers {
  readonly places = new Set<Place>();
  /** There may be more than was found. */
  open = false;
  readonly #parts: ModuleParts;
  readonly #ways: WaysOut;
  readonly #values: Node[] = [];
  readonly #seen = new Set<Node>();
  /** Objects by the member that was asked for: one that is spread into many is read once. */
  readonly #asked = new Map<string, Set<Node>>();
  readonly #members = new Map<ObjectNode, Map<string, Node> | null>();

  constructor(parts: ModuleParts, ways: WaysOut) {
    this.#parts = parts;
    this.#ways = ways;
  }

  /** What a member of an object can be, `{ …(cond && { outcome: "x" }) }` included. */
  memberOf(object: ObjectNode, name: string): void {
    const pending: Node[] = [object];
    const seen = this.#asked.get(name) ?? new Set();
    this.#asked.set(name, seen);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const choices = choicesOf(node, this.#parts);
      if (choices !== null) pending.push(...choices);
      else if (node.type === "ObjectExpression") this.#ownMember(node, name, pending);
      else if (!isNothing(node, this.#parts)) this.open = true;
    }
    this.#follow();
  }

  /** A call that sends the visitor away: a signed return leaves by the outcome that it names. */
  leaving({ callee, arguments: args }: CallNode): void {
    const way = this.#ways.leaves.find(({ call }) => isCallOf(call, callee as Node, this.#parts));
    if (way === undefined) return;
    const options = args[way.argument] as Node | undefined;
    if (args.some(({ type }) => type === "SpreadElement")) this.open = true;
    if (options === undefined) return;
    const value = constant(options, this.#parts);
    if (value.type === "ObjectExpression") this.memberOf(value, way.member);
    else if (!isNothing(value, this.#parts)) this.open = true;
  }

  /** Whether all that the hook answers is in the text: if not, it may answer any outcome. */
  resultsOf(hook: string): void {
    const { continues, leaves } = this.#ways;
    const members = [...Object.values(continues), ...leaves.map(({ member }) => member)];
    if (members.some((member) => this.#parts.assigned.has(member))) this.open = true;
    this.#lookForOtherNames();
    const exported = exportedAs(hook, this.#parts);
    if (exported === null) {
      this.open = true;
      return;
    }
    const pending: Node[] = [...(functionOf(exported, this.#parts) ?? [exported])];
    const seen = new Set<Node>();
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const sources = sourcesOf(node, this.#parts, this.#ways);
      if (sources === null) this.open = true;
      else pending.push(...sources);
    }
  }

  /** What sends the visitor away may do so under another name. */
  #lookForOtherNames(): void {
    const spaces = new Set(this.#ways.leaves.map(({ call }) => call.split(".", 1)[0]!));
    const { scopes, references } = this.#parts;
    for (const reference of references.values()) {
      const { name, node, parent } = reference;
      if (!spaces.has(name) || scopes.declarationOf(reference) !== undefined) continue;
      if (parent?.type === "CallExpression" && parent.callee === node) continue;
      if (parent?.type !== "MemberExpression" || parent.object !== node || parent.computed) this.open = true;
    }
  }

  #ownMember(object: ObjectNode, name: string, pending: Node[]): void {
    // From the last on: what comes later wins, and a spread may hold it or not.
    for (const property of [...object.properties].reverse()) {
      if (property.type === "SpreadElement") pending.push(property.argument as Node);
      else {
        const key = nameOf(property.key, property);
        if (key === null) this.open = true;
        if (key !== name) continue;
        if (property.kind === "init" && !property.method) this.#values.push(property.value as Node);
        else this.open = true;
        return;
      }
    }
  }

  #follow(): void {
    for (let node = this.#values.pop(); node !== undefined; node = this.#values.pop()) {
      if (this.#seen.has(node)) continue;
      this.#seen.add(node);
      const text = textOf(node);
      const choices = choicesOf(node, this.#parts);
      if (text !== null) this.places.add({ ...text, start: node.start, end: node.end });
      else if (choices !== null) this.#values.push(...choices);
      else if (node.type === "MemberExpression") this.#memberOfConst(node);
      else if (!isNothing(node, this.#parts)) this.open = true;
    }
  }

  /** `outcomes.suspicious`, of a `const outcomes = { … }`. */
  #memberOfConst(node: Extract<Node, { type: "MemberExpression" }>): void {
    const object = constant(node.object as Node, this.#parts);
    const name = nameOf(node.property, node);
    const members = object.type === "ObjectExpression" ? this.#membersOf(object) : null;
    const value = name === null || this.#parts.assigned.has(name) ? undefined : members?.get(name);
    if (value === undefined) this.open = true;
    else this.#values.push(value);
  }

  /** Null for an object whose members are not all written down. */
  #membersOf(object: ObjectNode): Map<string, Node> | null {
    const known = this.#members.get(object);
    if (known !== undefined) return known;
    const members = new Map<string, Node>();
    let whole = true;
    for (const property of object.properties) {
      const key = property.type === "SpreadElement" ? null : nameOf(property.key, property);
      if (key === null || property.type === "SpreadElement" || property.kind !== "init") whole = false;
      else members.set(key, property.value as Node);
    }
    const found = whole ? members : null;
    this.#members.set(object, found);
    return found;
  }
}

/** Whether a function from outside the module is called, by its dotted name. */
function isCallOf(name: string, callee: Node, parts: ModuleParts): boolean {
  const [space, ...members] = name.split(".");
  let node = callee;
  for (const member of members.reverse()) {
    if (node.type !== "MemberExpression" || nameOf(node.property, node) !== member) return false;
    node = node.object as Node;
  }
  return node.type === "Identifier" && node.name === space && isOutside(node, parts);
}

/** Parts of an expression one of which is its value; null where it has no such parts. */
function choicesOf(node: Node, parts: ModuleParts): Node[] | null {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
  switch (node.type) {
    case "ConditionalExpression":
      return [node.consequent as Node, node.alternate as Node];
    case "LogicalExpression":
      // What `&&` answers of its left side is no string that anybody leaves by.
      return node.operator === "&&" ? [node.right as Node] : [node.left as Node, node.right as Node];
    case "ParenthesizedExpression":
    case "ChainExpression":
      return [node.expression as Node];
    case "AwaitExpression":
      return [node.argument as Node];
    case "SequenceExpression":
      return [node.expressions.at(-1) as Node];
    case "CallExpression":
      return handsOn(node, parts) && node.arguments.length > 0 ? [node.arguments[0] as Node] : null;
    case "Identifier": {
      const value = constOf(node, parts);
      return value === null ? null : [value];
    }
    default:
      return null;
  }
}

/** The value of a `const` that is one name for it, as often as it is renamed; else the expression itself. */
function constant(node: Node, parts: ModuleParts): Node {
  let at = node;
  for (let hops = 0; hops < mostHops; hops++) {
    const value: Node | null =
      at.type === "ParenthesizedExpression" ? (at.expression as Node) : constOf(at, parts);
    if (value === null) return at;
    at = value;
  }
  return at;
}

const mostHops = 20;

function constOf(node: Node, { scopes, references }: ModuleParts): Node | null {
  const reference = references.get(node);
  const declared = reference === undefined ? null : scopes.declarationOf(reference);
  if (declared?.type !== "VariableDeclarator") return null;
  return (declared.init as Node | null) ?? null;
}

/** Of which nobody leaves by anything: `undefined`, `null`, numbers. */
function isNothing(node: Node, parts: ModuleParts): boolean {
  if (node.type === "Literal") return typeof node.value !== "string";
  if (node.type === "UnaryExpression") return node.operator === "void" || node.operator === "!";
  return node.type === "Identifier" && node.name === "undefined" && isOutside(node, parts);
}

/** Where a result comes from: [] for one that is written here, null for one that cannot be followed. */
function sourcesOf(node: Node, parts: ModuleParts, { by }: WaysOut): Node[] | null {
  if (node.type === "LogicalExpression") return [node.left as Node, node.right as Node];
  const choices = choicesOf(node, parts);
  if (choices !== null) return choices;
  if (node.type === "ObjectExpression") {
    const isDecided = lastOf(node, by);
    return isDecided !== null && textOf(constant(isDecided, parts)) !== null ? [] : null;
  }
  if (node.type === "CallExpression") return functionOf(node.callee as Node, parts);
  return textOf(node) !== null || isNothing(node, parts) ? [] : null;
}

/** What a function of this module answers; null for any other. */
function functionOf(node: Node, parts: ModuleParts): Node[] | null {
  const reference = parts.references.get(node);
  const declared = reference === undefined ? null : parts.scopes.declarationOf(reference);
  const found = declared?.type === "FunctionDeclaration" ? declared : constant(node, parts);
  return isFunction(found) ? (parts.returns.get(found) ?? null) : null;
}

/** The last member of that name that an object writes out; null where a spread behind it may hold another. */
function lastOf({ properties }: ObjectNode, name: string): Node | null {
  for (const property of [...properties].reverse()) {
    if (property.type === "SpreadElement") continue;
    if (nameOf(property.key, property) === name && property.kind === "init") return property.value as Node;
  }
  return null;
}

/** What a module exports under a name: a function, the value of a `const`, or the name it has in the module. */
function exportedAs(name: string, { program }: ModuleParts): Node | null {
  for (const statement of (program as Extract<Node, { type: "Program" }>).body) {
    if (statement.type !== "ExportNamedDeclaration" || statement.source !== null) continue;
    const { declaration } = statement;
    if (declaration?.type === "FunctionDeclaration" && declaration.id?.name === name)
      return declaration as Node;
    if (declaration?.type === "VariableDeclaration" && declaration.kind === "const")
      for (const { id, init } of declaration.declarations)
        if (id.type === "Identifier" && id.name === name) return init as Node | null;
    for (const { local, exported } of statement.specifiers)
      if (nameOf(exported, {}) === name) return local as Node;
  }
  return null;
}
