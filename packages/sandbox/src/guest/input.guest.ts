// The hook's arguments. Text that is large waits as text until the script touches it: a section is an accessor that turns
// itself into the plain property it stands for.
import { build } from "./functions.guest.ts";
import { bareList, define, find, freeze, has, parse, slice } from "./primordials.guest.ts";

export type Method = { at: number; name: string; fn: number | string };
/** A member that never changes between runs: made when the image is armed, put at the end of its argument. */
export type Constant = { at: number; path: string[]; value: unknown };
type Section = { target: object; name: string; read: () => unknown };

let methods: Method[] = [];
let constants: Constant[] = [];
const sections = bareList() as Section[];
export let hookArguments: unknown[] = [];

export function armInput(given: { methods: Method[]; constants: Constant[] }): void {
  methods = given.methods;
  constants = given.constants;
}

/** JSON text of the arguments. */
export function takeArguments(text: string): unknown[] {
  return complete(parse(text) as unknown[]);
}

/**
 * `[arguments, [[argument, name, start, end], …]]`, a line break, then the sections' texts; places count from the line break.
 * Each section's member is there already, as null: it keeps its place among the others.
 */
export function takeSections(text: string): unknown[] {
  const body = find(text, "\n") + 1;
  const given = parse(slice(text, 0, body)) as [unknown[], [number, string, number, number][]];
  const args = given[0];
  const waiting = given[1];
  for (let i = 0; i < waiting.length; i++) {
    const section = waiting[i]!;
    addSection(args[section[0]] as object, section[1], text, body + section[2], body + section[3]);
  }
  return complete(args);
}

/** Whether arguments have to be completed at all. */
export function needsArguments(): boolean {
  return constants.length > 0 || methods.length > 0;
}

export function prepareArguments(args: unknown[]): void {
  complete(args);
}

function complete(args: unknown[]): unknown[] {
  for (let i = 0; i < constants.length; i++) {
    const { at, path, value } = constants[i]!;
    let target = args[at];
    const last = path.length - 1;
    for (let k = 0; k < last && typeof target === "object" && target !== null; k++) {
      target = has(target, path[k]!) ? (target as { [name: string]: unknown })[path[k]!] : undefined;
    }
    member(target, path[last]!, value, true);
  }
  for (let i = 0; i < methods.length; i++) {
    const { at, name, fn } = methods[i]!;
    // A field of that name, sent by an end user, must not hide the method from the script.
    member(args[at], name, build(fn), false);
  }
  hookArguments = args;
  return args;
}

function member(target: unknown, name: string, value: unknown, plain: boolean): void {
  if (typeof target !== "object" || target === null) return;
  define(target, name, {
    __proto__: null,
    value,
    writable: plain,
    enumerable: plain,
    configurable: true,
  } as object);
}

function addSection(target: object, name: string, text: string, from: number, to: number): void {
  let waiting = true;
  let value: unknown;
  const read = () => {
    if (!waiting) return value;
    value = parse(slice(text, from, to));
    waiting = false;
    settle(target, name, value);
    return value;
  };
  sections[sections.length] = { target, name, read };
  define(target, name, {
    __proto__: null,
    get: read,
    set(this: object, next: unknown) {
      if (this === target) {
        value = next;
        waiting = false;
      }
      settle(this, name, next);
    },
    enumerable: true,
    configurable: true,
  } as object);
}

function settle(target: object, name: string, value: unknown): void {
  member(target, name, value, true);
}

/** Before an object is frozen or sealed, its sections become what they stand for: afterwards they could not. */
function readAll(target: unknown): void {
  for (let i = 0; i < sections.length; i++) {
    if (sections[i]!.target === target) sections[i]!.read();
  }
}

const { seal } = Object;
const guarded = {
  freeze<T>(target: T): T {
    readAll(target);
    return freeze(target);
  },
  seal<T>(target: T): T {
    readAll(target);
    return seal(target);
  },
};
for (const name of ["freeze", "seal"] as const) {
  define(Object, name, { value: guarded[name], writable: true, enumerable: false, configurable: true });
}
