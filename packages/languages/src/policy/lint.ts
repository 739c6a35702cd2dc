import type { Report } from "../source/report.ts";
import type { Node } from "../syntax/walk.ts";
import { memberName } from "./member-name.ts";
import { type FunctionNode, isFunction, ownName, type Scopes } from "./scopes.ts";

/** Something that passes and protects nothing; judged when every name of the module is known. */
type Suspect = { at: Node; judge: () => Omit<Warning, "at"> | null };
type Warning = { at: Node; code: string; message: string; remedy: string };

/**
 * Warnings for scripts that run and do not do what they look like: what is kept in a module is fresh in every run, the clock
 * stands still while a script loads, a promise that nobody awaits is not waited for, `random()` is written into the record,
 * and an e-mail address is more than what `split` sees. Each names what to write instead. Nothing of it keeps a text from
 * running.
 */
export class Lint {
  readonly #scopes: Scopes;
  readonly #suspects: Suspect[] = [];
  /** Functions that the walk is inside of, outermost first, each with its parent. */
  readonly #functions: { node: FunctionNode; parent: Node | null }[] = [];
  /** Initial values of fields are worked out for each instance, not while the module loads. */
  #inFields = 0;
  /** Names that are called while the module loads. */
  readonly #calledAtLoad = new Set<string>();
  /** `(() => { … })()` */
  readonly #calledInPlace = new WeakSet<Node>();

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  enter(node: Node, parent: Node | null): void {
    if (isFunction(node)) this.#functions.push({ node, parent });
    if (isFieldOfInstances(node)) this.#inFields += 1;
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the tree has 170 kinds of nodes
    switch (node.type) {
      case "AssignmentExpression":
        // `cached ??= …` is made anew in each run, and right in each.
        if (node.operator !== "??=" && node.operator !== "||=") this.#changes(node, node.left as Node);
        break;
      case "UpdateExpression":
        this.#changes(node, node.argument as Node);
        break;
      case "CallExpression":
        this.#calls(node, parent);
        break;
      case "NewExpression":
        if (isNamed(node.callee as Node, "Date") && node.arguments.length === 0) this.#clock(node);
        break;
      case "VariableDeclarator":
        if (node.id.type === "Identifier" && node.init) this.#secret(node.id.name, node.init as Node);
        break;
      case "Property":
        if (node.key.type === "Identifier" && !node.computed) this.#secret(node.key.name, node.value as Node);
        break;
    }
  }

  leave(node: Node): void {
    if (this.#functions.at(-1)?.node === node) this.#functions.pop();
    if (isFieldOfInstances(node)) this.#inFields -= 1;
  }

  /** Once the whole module was walked. */
  tell(report: Report): void {
    for (const { at, judge } of this.#suspects) {
      const found = judge();
      if (found === null) continue;
      const { start, end } = at;
      report.add({ source: "policy", severity: "warning", ...found, start, end });
    }
  }

  #suspect(at: Node, judge: Suspect["judge"]): void {
    this.#suspects.push({ at, judge });
  }

  /** A part of the module that a run changes is as it was when the next one begins. */
  #changes(at: Node, target: Node, mutator: string | null = null): void {
    const outermost = this.#functions[0];
    if (outermost === undefined) return;
    const root = rootOf(target);
    if (root === null) return;
    const isWhole = root === target && mutator === null;
    const reference = this.#scopes.here(root.name, root);
    const name = nameOf(outermost);
    if (this.#calledInPlace.has(outermost.node)) return;
    this.#suspect(at, () => {
      if (!this.#scopes.isOfModule(reference)) return null;
      if (name !== null && this.#calledAtLoad.has(name)) return null;
      if (!isWhole && !keeps(this.#scopes.declarationOf(reference), mutator)) return null;
      return {
        code: "scriptyard/module-state",
        message: `\`${root.name}\` is changed by a run, and every run starts with a fresh one`,
        remedy: "What has to last from one run to the next is kept in state: `await state.set(key, value)`.",
      };
    });
  }

  #calls(node: Extract<Node, { type: "CallExpression" }>, parent: Node | null): void {
    let callee = node.callee as Node;
    while (callee.type === "ParenthesizedExpression") callee = callee.expression as Node;
    if (isFunction(callee)) this.#calledInPlace.add(callee);
    if (callee.type === "Identifier") {
      if (this.#functions.length === 0) this.#calledAtLoad.add(callee.name);
      if (parent?.type === "ExpressionStatement" && this.#functions.length > 0) this.#floats(node, callee);
      return;
    }
    if (callee.type !== "MemberExpression") return;
    const method = memberName(callee);
    if (method === null) return;
    if (method === "now" && isNamed(callee.object as Node, "Date")) this.#clock(node);
    if (mutators.has(method)) this.#changes(node, callee.object as Node, method);
    if (method === "split" && isAtSign(node.arguments)) this.#mail(node, parent, callee.object as Node);
  }

  #floats(node: Node, callee: Extract<Node, { type: "Identifier" }>): void {
    const reference = this.#scopes.here(callee.name, callee);
    this.#suspect(node, () =>
      isAsync(this.#scopes.declarationOf(reference))
        ? {
            code: "scriptyard/floating-promise",
            message: `Nobody waits for \`${callee.name}(…)\`: the run ends without it, and its failure is not told`,
            remedy: `Write \`await ${callee.name}(…)\`.`,
          }
        : null,
    );
  }

  /** A warning, for it may be a line that is never reached: whether it is, loading tells. */
  #clock(node: Node): void {
    if (this.#functions.length > 0 || this.#inFields > 0) return;
    const reference = this.#scopes.here("Date", node);
    this.#suspect(node, () =>
      this.#scopes.declarationOf(reference) === undefined
        ? {
            code: "scriptyard/clock-at-load",
            message:
              "The clock is read while the script loads, which it does once for all its runs: that is refused when it is published",
            remedy: "Read it inside of the hook.",
          }
        : null,
    );
  }

  #secret(name: string, value: Node): void {
    if (!secretName.test(name)) return;
    const call = randomIn(value);
    if (call === null) return;
    const reference = this.#scopes.here(call.name, call.node);
    this.#suspect(call.node, () =>
      this.#scopes.declarationOf(reference) === undefined
        ? {
            code: "scriptyard/random-secret",
            message: `\`${name}\` is made of random numbers that follow from the recorded seed: whoever sees the record knows it`,
            remedy: "Use `code.issue` for one-time codes; other secrets are made by the product.",
          }
        : null,
    );
  }

  #mail(node: Node, parent: Node | null, object: Node): void {
    const takes = parent !== null && takesDomain(parent);
    const text =
      object.type === "MemberExpression"
        ? memberName(object)
        : object.type === "Identifier"
          ? object.name
          : null;
    if (!takes || text === null || !/mail/i.test(text)) return;
    this.#suspect(node, () => ({
      code: "scriptyard/email-by-split",
      message: 'An address may hold more than one "@", and then this takes the wrong part for the domain',
      remedy: "Use `email.domain(address)`, which refuses what is no address.",
    }));
  }
}

const secretName = /(secret|token|otp|passw|nonce|apikey|onetimecode|^code$|^pin$)/i;

/** Methods that change a list, a set or a map. */
const mutators = new Set(
  "add set delete clear push pop shift unshift splice sort reverse fill copyWithin".split(" "),
);
const collections = new Set(["Set", "Map", "WeakSet", "WeakMap", "Array"]);

const isFieldOfInstances = (node: Node) => node.type === "PropertyDefinition" && !node.static;

/** Whether what a name stands for keeps what is put into it: a list, an object, a set, a map. */
function keeps(declared: Node | null | undefined, mutator: string | null): boolean {
  if (declared?.type !== "VariableDeclarator") return false;
  const init = declared.init as Node | null;
  if (init === null) return false;
  if (init.type === "ArrayExpression") return true;
  if (init.type === "ObjectExpression") return mutator === null;
  return (
    init.type === "NewExpression" && init.callee.type === "Identifier" && collections.has(init.callee.name)
  );
}

function isAsync(declared: Node | null | undefined): boolean {
  const made = declared?.type === "VariableDeclarator" ? (declared.init as Node | null) : declared;
  return made !== null && made !== undefined && isFunction(made) && made.async;
}

/** `x` of `x`, `x.y`, `x[0].z`; null for what does not begin with a name. */
function rootOf(target: Node): Extract<Node, { type: "Identifier" }> | null {
  let node = target;
  while (node.type === "MemberExpression") node = node.object as Node;
  return node.type === "Identifier" ? node : null;
}

function nameOf({ node, parent }: { node: FunctionNode; parent: Node | null }): string | null {
  const own = ownName(node);
  if (own !== null) return own.name;
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : null;
}

/** The first `random()` or `Math.random()` of an expression, not of functions in it. */
function randomIn(value: Node): { node: Node; name: string } | null {
  const pending: Node[] = [value];
  // A few parts of it say what it is made of.
  for (let looked = 0; pending.length > 0 && looked < 50; looked++) {
    const node = pending.pop()!;
    if (isFunction(node)) continue;
    if (node.type === "CallExpression") {
      const callee = node.callee as Node;
      if (isNamed(callee, "random")) return { node, name: "random" };
      if (callee.type === "MemberExpression") {
        if (memberName(callee) === "random" && isNamed(callee.object as Node, "Math"))
          return { node, name: "Math" };
        pending.push(callee.object as Node);
      }
      pending.push(...(node.arguments.slice(0, 50) as Node[]));
    } else if (node.type === "BinaryExpression") pending.push(node.left as Node, node.right as Node);
    else if (node.type === "TemplateLiteral") pending.push(...(node.expressions.slice(0, 50) as Node[]));
    else if (node.type === "MemberExpression") pending.push(node.object as Node);
    else if (node.type === "ParenthesizedExpression") pending.push(node.expression as Node);
  }
  return null;
}

/** The part after the first "@", by whatever way; `[0]` is the name before it, and all parts together may be counted. */
function takesDomain(parent: Node): boolean {
  if (parent.type === "VariableDeclarator") return parent.id.type === "ArrayPattern";
  if (parent.type !== "MemberExpression") return false;
  const { property } = parent;
  if (parent.computed) return property.type !== "Literal" || property.value !== 0;
  return property.type === "Identifier" && ["pop", "at"].includes(property.name);
}

function isAtSign(args: readonly unknown[]): boolean {
  const first = args[0] as Node | undefined;
  return first?.type === "Literal" && first.value === "@";
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}
