// structuredClone, as the HTML standard has it, without what scripts lack: nothing is transferred.
import { WrongType } from "../primordials.guest.ts";
import { DOMException } from "./exception.guest.ts";
import { isBuffer, isDataView } from "./host.guest.ts";
import { place } from "./place.guest.ts";

const { apply } = Reflect;
const isError = (Error as unknown as { isError(value: unknown): boolean }).isError;
const tagOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)!.get!;
const typedArrays = {
  __proto__: null,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  Float16Array: (globalThis as { Float16Array?: unknown }).Float16Array,
} as unknown as { [name: string]: new (buffer: ArrayBuffer, from: number, length: number) => object };
const errors = {
  __proto__: null,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
} as unknown as { [name: string]: ErrorConstructor };
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
const weakHas = WeakMap.prototype.has;
const weakSetHas = WeakSet.prototype.has;
const sourceOf = Object.getOwnPropertyDescriptor(RegExp.prototype, "source")!.get!;
const flagsOf = Object.getOwnPropertyDescriptor(RegExp.prototype, "flags")!.get!;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const timeOf = Date.prototype.getTime;
const sliceBuffer = ArrayBuffer.prototype.slice;
const then = Promise.prototype.then;
const boxes = [
  Boolean.prototype.valueOf,
  Number.prototype.valueOf,
  String.prototype.valueOf,
  BigInt.prototype.valueOf,
] as (() => unknown)[];
const symbolValue = Symbol.prototype.valueOf;

function structuredClone(...given: [value?: unknown, options?: { transfer?: unknown }]): unknown {
  const [value, options] = given;
  if (given.length === 0) throw new WrongType("structuredClone: pass a value.");
  const transfer = options?.transfer;
  if (transfer !== undefined && [...(transfer as Iterable<unknown>)].length > 0)
    throw new DOMException(
      "structuredClone: scripts transfer nothing; leave `transfer` out.",
      "DataCloneError",
    );
  return copy(value, new Map());
}

function copy(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === "symbol" || typeof value === "function") refuse(value);
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const made = emptyCopy(value, seen);
  seen.set(value, made);
  fill(value, made, seen);
  return made;
}

/** What the copy is, before what lies in it is copied: it may lie in itself. */
function emptyCopy(value: object, seen: Map<object, unknown>): object {
  for (const unbox of boxes) {
    const inner = tried(unbox, value);
    if (inner !== undefined) return Object(inner) as object;
  }
  if (tried(symbolValue, value) !== undefined) refuse(value);
  const time = tried(timeOf, value);
  if (time !== undefined) return new Date(time as number);
  if (value !== RegExp.prototype && tried(sourceOf, value) !== undefined)
    return new RegExp(apply(sourceOf, value, []) as string, apply(flagsOf, value, []) as string);
  if (isBuffer(value)) return apply(sliceBuffer, value, [0]) as ArrayBuffer;
  if (ArrayBuffer.isView(value)) return copyView(value, seen);
  if (tried(mapSize, value) !== undefined) return new Map();
  if (tried(setSize, value) !== undefined) return new Set();
  if (
    tried(weakHas, value, {}) !== undefined ||
    tried(weakSetHas, value, {}) !== undefined ||
    isPromise(value)
  )
    refuse(value);
  if (isError(value)) {
    const name = (value as Error).name;
    const Class = typeof name === "string" ? (errors[name] ?? Error) : Error;
    const error = new Class();
    hide(error, "stack", ownText(value, "stack"));
    return error;
  }
  if (!Array.isArray(value)) return {};
  const list: unknown[] = [];
  // What is a hole stays one.
  list.length = value.length;
  return list;
}

function copyView(value: ArrayBufferView, seen: Map<object, unknown>): object {
  const buffer = copy(value.buffer, seen) as ArrayBuffer;
  if (isDataView(value)) return new DataView(buffer, value.byteOffset, value.byteLength);
  return new typedArrays[apply(tagOf, value, []) as string]!(
    buffer,
    value.byteOffset,
    (value as Uint8Array).length,
  );
}

function fill(value: object, made: object, seen: Map<object, unknown>): void {
  if (made instanceof Map) {
    const entries: [unknown, unknown][] = [];
    apply(mapForEach, value, [(item: unknown, key: unknown) => entries.push([key, item])]);
    for (const [key, item] of entries) made.set(copy(key, seen), copy(item, seen));
  } else if (made instanceof Set) {
    const items: unknown[] = [];
    apply(setForEach, value, [(item: unknown) => items.push(item)]);
    for (const item of items) made.add(copy(item, seen));
  } else if (isError(made)) {
    const message = Object.getOwnPropertyDescriptor(value, "message");
    if (message && "value" in message) hide(made, "message", String(message.value));
    const cause = Object.getOwnPropertyDescriptor(value, "cause");
    if (cause && "value" in cause) hide(made, "cause", copy(cause.value, seen));
  } else if (Array.isArray(made) || Object.getPrototypeOf(made) === Object.prototype) {
    for (const key of Object.keys(value)) {
      Object.defineProperty(made, key, {
        value: copy((value as { [name: string]: unknown })[key], seen),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
}

function hide(target: object, name: string, value: unknown): void {
  if (value === undefined) return;
  Object.defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
}

function ownText(value: object, name: string): string | undefined {
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return typeof found === "string" ? found : undefined;
}

/** What a built-in says of its own kind of object; undefined for what is none. */
function tried(fn: (...args: never[]) => unknown, self: object, ...args: unknown[]): unknown {
  try {
    return apply(fn, self, args);
  } catch {
    return undefined;
  }
}

function isPromise(value: object): boolean {
  if (!(value instanceof Promise)) return false;
  return tried(then, value) !== undefined;
}

function refuse(value: unknown): never {
  const what =
    typeof value === "function" ? "a function" : typeof value === "symbol" ? "a symbol" : "this object";
  throw new DOMException("structuredClone: " + what + " cannot be copied.", "DataCloneError");
}

place("structuredClone", structuredClone);
