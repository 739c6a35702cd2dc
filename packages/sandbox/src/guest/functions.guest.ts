// The host's functions as the script sees them: frozen globals. A call goes out as JSON text; the host counts it, checks
// capability and arguments, and answers or says what to throw.
import { promised } from "./async.guest.ts";
import { logArguments, logAt } from "./log.guest.ts";
import {
  bareList,
  create,
  cut,
  define,
  find,
  freeze,
  hostCall,
  hostProgress,
  keysOf,
  PlainError,
  parse,
  quote,
  rest,
  slice,
  stringify,
  textOf,
  WrongType,
} from "./primordials.guest.ts";
import { random } from "./random.guest.ts";
import { LOADING, state } from "./state.guest.ts";

type Callable = (...args: unknown[]) => unknown;
/** Leaves are function numbers, or names of built-ins. */
export type Tree = { [name: string]: Tree | number | string };

const global = globalThis as unknown as { [name: string]: unknown };
const builtIns = create(null) as { [name: string]: Callable };
const made = bareList() as Callable[];
type Wrapper = (call: (args: unknown[]) => unknown, args: unknown[]) => unknown;

/** Before the script exists. */
export function makeFunctions(names: string[]): void {
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    made[i] = builtIns[name] ?? named(name, (...args) => call(i, name, args));
  }
}

/**
 * A part of the standard library makes what scripts see of a function, around the call itself. Its global is there already, and is
 * put in its place anew; those of the function's namespace stay what they are.
 */
export function wrap(name: string, wrapper: Wrapper): void {
  for (let i = 0; i < made.length; i++) {
    if (made[i]!.name !== name) continue;
    const wrapped = named(name, (...args) => wrapper((given) => call(i, name, given), args));
    made[i] = wrapped;
    const dot = find(name, ".");
    if (dot < 0) setGlobal(name, wrapped);
    else replaceMember(slice(name, 0, dot), slice(name, dot + 1, name.length), wrapped);
  }
}

function replaceMember(space: string, member: string, value: unknown): void {
  const known = global[space] as { [name: string]: unknown };
  const next = create(null);
  const names = keysOf(known);
  for (let i = 0; i < names.length; i++) next[names[i]!] = known[names[i]!];
  next[member] = value;
  setGlobal(space, freeze(next));
}

export function placeGlobals(tree: Tree, gone: string[]): void {
  const names = keysOf(tree);
  for (let i = 0; i < names.length; i++) setGlobal(names[i]!, build(tree[names[i]!]!));
  for (let i = 0; i < gone.length; i++) delete global[gone[i]!];
}

export function build(leaf: Tree | number | string): unknown {
  if (typeof leaf === "number") return made[leaf];
  if (typeof leaf === "string") return builtIns[leaf];
  const space = create(null);
  const names = keysOf(leaf);
  for (let i = 0; i < names.length; i++) space[names[i]!] = build(leaf[names[i]!]!);
  return freeze(space);
}

function setGlobal(name: string, value: unknown): void {
  define(global, name, {
    __proto__: null,
    value,
    writable: false,
    enumerable: true,
    configurable: true,
  } as object);
}

function named(name: string, fn: Callable): Callable {
  define(fn, "name", { __proto__: null, value: name } as object);
  return freeze(fn) as Callable;
}

/** `=` and the answer's JSON, `?` and the number of a call that is answered later, or `T` (TypeError) or `E` (Error) and the message's. */
function call(index: number, name: string, args: unknown[]): unknown {
  if (state.phase === LOADING) {
    throw new WrongType(
      name +
        " cannot be called while the script loads: it loads once and runs many times. Call it inside the hook.",
    );
  }
  let count = args.length;
  while (count > 0 && args[count - 1] === undefined) count--;
  // Joined here, not stringified as one list: the engine would show a list of ours to setters the script left behind.
  let given = "[";
  for (let i = 0; i < count; i++) {
    const value = args[i];
    const type = typeof value;
    if (type === "function" || type === "symbol" || type === "bigint") {
      throw new WrongType(name + ": argument " + (i + 1) + " must be JSON, got a " + type + ".");
    }
    if (type === "number" && (value as number) - (value as number) !== 0) {
      throw new WrongType(
        name + ": argument " + (i + 1) + " must be a finite number, got " + (value as number) + ".",
      );
    }
    if (i > 0) given += ",";
    given += stringify(value) ?? "null";
  }
  const answer = hostCall(index, given + "]");
  const body = answer.length > 1 ? parse(rest(answer)) : undefined;
  if (answer[0] === "=") return body;
  if (answer[0] === "?") return promised(body as number);
  throw answer[0] === "T" ? new WrongType(body as string) : new PlainError(body as string);
}

for (const level of ["debug", "info", "warn", "error"]) {
  builtIns["log." + level] = named("log." + level, (...args) => logAt(level, args[0], args[1]));
}
for (const level of ["log", "debug", "info", "warn", "error"]) {
  const as = level === "log" ? "info" : level;
  builtIns[`console.${level}`] = named(level, (...args) => logArguments(as, args));
}
/** A global only where the run has the capability `progress`; the host checks again. */
builtIns.progress = named("progress", (value, message) => {
  if (typeof value !== "number" || value - value !== 0) {
    throw new WrongType("progress: value must be a finite number, such as 0.5 for half done.");
  }
  hostProgress("[" + value + "," + (message === undefined ? "null" : quote(cut(textOf(message), 200))) + "]");
});
builtIns.random = named("random", () => random());
define(Math, "random", { value: builtIns.random, writable: true, enumerable: false, configurable: true });
