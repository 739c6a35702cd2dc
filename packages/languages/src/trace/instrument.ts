import { returnedName, type TraceSite, type TraceTables } from "@scriptyard/model";
import { type FunctionNode, isFunction, type Reference, Scopes } from "../policy/scopes.ts";
import { Report } from "../source/report.ts";
import type { LineIndex } from "../source/text.ts";
import { parseModule } from "../syntax/parse.ts";
import { type Node, walk } from "../syntax/walk.ts";
import { Insertions } from "./insertions.ts";
import { boundNames, declaredIn, insertedNames, nameOfFunction } from "./names.ts";
import { headEnd, isBareBody, isExecuted, isListed, isLoop, type Loop } from "./statements.ts";
import { Wording } from "./wording.ts";

/**
 * Puts a call before every statement that is executed, and around every write to a variable, so that a recorder hears
 * of them. What a module means stays as it was; lines stay where they were, and the tables say where columns moved.
 * A module's top level is left alone: it ran when the program was loaded, long before the run.
 *
 * @param code compiled JavaScript, at the author's positions
 * @param tables grows by what this module has, so that numbers are of the whole program
 * @returns null for a text that does not parse, which no compiled one is
 *
 * @example instrumentModule("export function f(a) { return a + 1; }", "shared/f", noTables())
 */
export function instrumentModule(code: string, specifier: string, tables: TraceTables): string | null {
  const report = new Report(code, specifier);
  const parsed = parseModule(code, "js", report);
  if (parsed === null) return null;
  const writer = new Instrumenter(new Wording(insertedNames(parsed.program)), report.lines, tables);
  walk(parsed.program as Node, {
    enter: (node, parent) => writer.enter(node, parent),
    leave: (node) => writer.leave(node),
  });
  const { code: traced, shifts } = writer.finish(code);
  tables.modules.push({ specifier, shifts });
  return traced;
}

/**
 * A function under way: its number, from where on the variable that holds its call's number can be seen, and whether one of
 * its returns was met by now.
 */
type Open = { node: FunctionNode; fn: number; from: number; returns?: boolean };
type Scope = Reference["scope"];

class Instrumenter {
  readonly #say: Wording;
  readonly #lines: LineIndex;
  readonly #tables: TraceTables;
  readonly #module: number;
  readonly #scopes = new Scopes();
  readonly #text = new Insertions();
  readonly #open: Open[] = [];
  readonly #functionOf = new Map<Scope, Open>();
  readonly #variables = new Map<Scope, Map<string, number>>();
  readonly #turns = new Map<Node, (string | (() => string))[]>();
  /** Statements after which something is said, innermost last. */
  readonly #after: { node: Node; say: () => void }[] = [];

  constructor(say: Wording, lines: LineIndex, tables: TraceTables) {
    this.#say = say;
    this.#lines = lines;
    this.#tables = tables;
    this.#module = tables.modules.length;
  }

  enter(node: Node, parent: Node | null): boolean {
    this.#scopes.enter(node);
    if (isFunction(node)) this.#enterFunction(node, parent);
    const inside = this.#frameAt(node.start);
    if (inside === null) return true;
    if (isLoop(node)) this.#turns.set(node, this.#turn(node, inside));
    if (isBareBody(node, parent)) this.#braces(node, parent!);
    if (isListed(node, parent) || isBareBody(node, parent)) {
      if (isExecuted(node)) this.#step(node.start, inside, this.#site(node.start, headEnd(node), inside.fn));
    }
    if (isLoop(node) && node.body.type === "BlockStatement") this.#sayTurn(node, node.body.start + 1);
    this.#writes(node, parent, inside);
    this.#pauses(node, inside);
    return true;
  }

  leave(node: Node): void {
    while (this.#after.at(-1)?.node === node) this.#after.pop()!.say();
    this.#scopes.leave(node);
    if (this.#open.at(-1)?.node === node) this.#open.pop();
  }

  finish(code: string): { code: string; shifts: number[] } {
    this.#text.close(0, this.#say.head());
    return this.#text.apply(code, this.#lines);
  }

  #enterFunction(node: FunctionNode, parent: Node | null): void {
    const body = node.body as Node | null;
    if (body === null) return;
    const fn = this.#tables.functions.length;
    const { line, column } = this.#lines.at(node.start);
    this.#tables.functions.push({ module: this.#module, name: nameOfFunction(node, parent), line, column });
    const outer = this.#frameAt(node.start)?.fn ?? -1;
    const open: Open = { node, fn, from: body.start };
    this.#open.push(open);
    this.#functionOf.set(this.#scopes.here("", node).scope, open);
    const begin = this.#say.begin(fn, outer);
    const params = (node.params as Node[]).flatMap((param) => boundNames(param));
    const tell = params.map((name) => this.#said(name, open));
    if (body.type === "BlockStatement") {
      const at = this.#afterDirectives(body);
      this.#text.open(at, at === body.start + 1 ? begin : `;${begin}`);
      for (const say of tell) this.#text.open(at, say);
      // After all that is said there: the end of a body is an opening, and closings come before those.
      this.#after.push({ node, say: () => this.#text.open(body.end - 1, `;${this.#say.left(open.fn)});`) });
      return;
    }
    const site = this.#site(body.start, body.end, fn);
    this.#text.open(body.start, `{${begin}`);
    for (const say of tell) this.#text.open(body.start, say);
    this.#text.open(body.start, `${this.#say.step(fn, site)}return ${this.#returnText(open)}(`);
    this.#after.push({ node: body, say: () => this.#text.close(body.end, ")));}") });
  }

  #afterDirectives(body: Extract<Node, { type: "BlockStatement" }>): number {
    let at = body.start + 1;
    for (const statement of body.body as Node[]) {
      if (statement.type !== "ExpressionStatement" || isExecuted(statement)) break;
      at = statement.end;
    }
    return at;
  }

  /** `if (a) b` becomes `if (a) {b}`, so that something can be said before it. */
  #braces(node: Node, parent: Node): void {
    if (node.type === "EmptyStatement" && !isLoop(parent)) return;
    this.#text.open(node.start, "{");
    if (isLoop(parent)) this.#sayTurn(parent, node.start);
    this.#after.push({ node, say: () => this.#text.close(node.end, "}") });
  }

  #sayTurn(loop: Loop, at: number): void {
    for (const piece of this.#turns.get(loop) ?? []) this.#text.open(at, piece);
  }

  /** Said at the start of each turn: that the head was asked, and what the loop's own variables are now. */
  #turn(loop: Loop, open: Open): (string | (() => string))[] {
    const head = loop.type === "DoWhileStatement" ? loop.start + "do".length : loop.body.start;
    const site = this.#site(loop.start, head, open.fn, "loop");
    const { left, init } = loop as { left?: Node; init?: Node | null };
    const declared = left ?? init ?? null;
    const names =
      declared?.type === "VariableDeclaration"
        ? declared.declarations.flatMap(({ id }) => boundNames(id as Node))
        : boundNames(left ?? null);
    const hidden = declaredIn(loop.body as Node);
    const seen = names.filter(({ name }) => !hidden.has(name));
    const waited = "await" in loop && loop.await ? [`${this.#say.back(open.fn, true)});`] : [];
    return [...waited, this.#say.step(open.fn, site), ...seen.map((name) => this.#said(name, open))];
  }

  #writes(node: Node, parent: Node | null, open: Open): void {
    if (node.type === "AssignmentExpression") {
      if (node.left.type === "Identifier") this.#around(node, node.left.name, "write");
      // What a pattern wrote is read after it, around its value: one that may not be there yet has thrown by then.
      else for (const { name } of boundNames(node.left as Node).reverse()) this.#around(node, name, "update");
    } else if (node.type === "UpdateExpression" && node.argument.type === "Identifier")
      this.#around(node, node.argument.name, "update");
    else if (node.type === "VariableDeclaration" && isListed(node, parent))
      this.#later(
        node,
        node.declarations.filter(({ init }) => init !== null).flatMap(({ id }) => boundNames(id as Node)),
        open,
      );
    else if (node.type === "PropertyDefinition" && node.value !== null)
      // Without one, a call that ends the value would go on in the next line: `n = i++⏎[key] = 2`.
      this.#after.push({ node, say: () => this.#text.close(node.end, ";") });
    else if (node.type === "ReturnStatement") {
      open.returns = true;
      if (node.argument === null) this.#text.open(node.start, `${this.#say.left(open.fn)});`);
      else this.#wrap(node.argument as Node, `${this.#returnText(open)}(`, ")))");
    } else if (node.type === "CatchClause") {
      const at = node.body.start + 1;
      const site = this.#site(node.start, node.body.start, open.fn, "catch");
      this.#text.open(at, this.#say.caught(open.fn, site));
      for (const name of boundNames(node.param as Node | null)) this.#text.open(at, this.#said(name, open));
    }
  }

  /** A call that waits is not under way until it goes on; and one whose `return` came before its `finally` ends there. */
  #pauses(node: Node, open: Open): void {
    if (node.type === "AwaitExpression" || (node.type === "YieldExpression" && !node.delegate)) {
      this.#wrap(node, `${this.#say.back(open.fn, node.type === "AwaitExpression")},`, ")");
      if (node.argument !== null) this.#wrap(node.argument as Node, `${this.#say.left(open.fn)},(`, "))");
      else this.#after.push({ node, say: () => this.#text.close(node.end, ` ${this.#say.left(open.fn)})`) });
    } else if (node.type === "YieldExpression") this.#wrap(node, `${this.#say.back(open.fn, false)},`, ")");
    else if (node.type === "TryStatement" && node.finalizer) {
      const { end } = node.finalizer;
      const say = () => open.returns && this.#text.open(end - 1, `;${this.#say.left(open.fn)});`);
      this.#after.push({ node, say });
    }
  }

  #wrap(node: Node, before: string, after: string): void {
    this.#text.open(node.start, before);
    this.#after.push({ node, say: () => this.#text.close(node.end, after) });
  }

  #around(node: Node, name: string, how: "write" | "update"): void {
    const reference = this.#scopes.here(name, node);
    const write = how === "write";
    const known = () => this.#resolve(reference, node.start);
    const call = () => {
      const found = known();
      if (found === null) return "";
      return this.#say.write(found.fn, found.variable, how);
    };
    this.#text.open(node.start, call);
    this.#after.push({
      node,
      say: () => this.#text.close(node.end, () => (known() === null ? "" : write ? ")" : `,${name})`)),
    });
  }

  /** After a statement: what its names are now. */
  #later(node: Node, names: readonly Extract<Node, { type: "Identifier" }>[], open: Open): void {
    const say = names.map((name) => this.#said(name, open));
    if (say.length === 0) return;
    this.#after.push({
      node,
      say: () => {
        this.#text.close(node.end, ";");
        for (const piece of say) this.#text.close(node.end, piece);
      },
    });
  }

  /** `w(frame, number, name);` for a variable that has a value by now. */
  #said(identifier: Extract<Node, { type: "Identifier" }>, open: Open): () => string {
    const reference = this.#scopes.here(identifier.name, identifier);
    return () => {
      const found = this.#resolve(reference, open.from);
      if (found === null) return "";
      return `${this.#say.write(found.fn, found.variable)}${identifier.name});`;
    };
  }

  /** The variable that a name stands for; null where the call of the function that declares it cannot be named. */
  #resolve({ name, scope }: Reference, offset: number): { variable: number; fn: number } | null {
    let declaring: Scope | null = scope;
    while (declaring !== null && !declaring.names.has(name)) declaring = declaring.parent;
    if (declaring === null) return null;
    let owner: Open | undefined;
    for (let at: Scope | null = declaring; at !== null && owner === undefined; at = at.parent)
      owner = this.#functionOf.get(at);
    if (owner !== undefined && offset < owner.from) return null;
    const fn = owner?.fn ?? -1;
    return { variable: this.#variable(declaring, name, fn), fn };
  }

  #variable(scope: Scope, name: string, fn: number): number {
    let names = this.#variables.get(scope);
    if (names === undefined) {
      names = new Map();
      this.#variables.set(scope, names);
    }
    let known = names.get(name);
    if (known === undefined) {
      known = this.#tables.variables.push({ name, module: this.#module, fn }) - 1;
      names.set(name, known);
    }
    return known;
  }

  #returned(fn: number): number {
    const { scope } = this.#scopes.here("", this.#open.at(-1)!.node);
    let at: Scope | null = scope;
    while (at !== null && this.#functionOf.get(at)?.fn !== fn) at = at.parent;
    return this.#variable(at ?? scope, returnedName, fn);
  }

  /** The function whose call's number can be seen at a place; null at the top level, and within parameters there. */
  #frameAt(offset: number): Open | null {
    return this.#open.findLast(({ from }) => offset >= from) ?? null;
  }

  #site(start: number, end: number, fn: number, kind: TraceSite["kind"] = "statement"): number {
    const from = this.#lines.at(start);
    const to = this.#lines.at(end);
    const { line, column } = from;
    const site = { line, column, endLine: to.line, endColumn: to.column, fn, kind };
    return this.#tables.sites.push(site) - 1;
  }

  #step(at: number, open: Open, site: number): void {
    this.#text.open(at, this.#say.step(open.fn, site));
  }

  /** Without its end: the value follows. */
  #returnText({ fn }: Open): string {
    return `${this.#say.left(fn)},${this.#say.write(fn, this.#returned(fn))}`;
  }
}
