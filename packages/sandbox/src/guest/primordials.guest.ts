// What the prelude needs of the language, captured before any script exists: a script may replace JSON.parse,
// Array.prototype.push or Promise.prototype.then afterwards. The prelude never reads a global again.
// No template with a `${}` either: the engine makes it a call of String.prototype.concat, which a script may replace.
// Guest files run inside QuickJS, not in Node. They are small on purpose: their pages are copied at every restore.

type Fn = (...args: never[]) => unknown;
type HostFunction = (...args: unknown[]) => string;

const global = globalThis as unknown as { [name: string]: unknown };

export const parse = JSON.parse as (text: string) => unknown;
export const stringify = JSON.stringify as (value: unknown) => string | undefined;
export const apply = Reflect.apply as (fn: unknown, self: unknown, args: ArrayLike<unknown>) => unknown;
export const keysOf = Object.keys;
export const has = Object.hasOwn;
export const define = Object.defineProperty;
export const freeze = Object.freeze;
export const protoOf = Object.getPrototypeOf as (value: object) => object | null;
export const create = Object.create as (proto: object | null) => { [key: string]: unknown };
export const textOf = String;
export const PlainError = Error;
export const WrongType = TypeError;
export const NativePromise = Promise;
export const isError = (Error as unknown as { isError: (value: unknown) => boolean }).isError;
export const internalErrorProto = (global.InternalError as { prototype: object }).prototype;
export const rangeErrorProto = RangeError.prototype as object;

// Properties of prototypes, called with Reflect.apply only.
const own = (proto: object, name: string) => (proto as { [name: string]: unknown })[name];
const sliceRaw = own(String.prototype, "slice");
const findRaw = own(String.prototype, "indexOf");
const joinRaw = own(Array.prototype, "join");
const thenRaw = own(Promise.prototype, "then");
const setProto = Object.setPrototypeOf;

export const cut = (text: string, end: number): string => apply(sliceRaw, text, [0, end]) as string;
export const slice = (text: string, start: number, end: number): string =>
  apply(sliceRaw, text, [start, end]) as string;
export const find = (text: string, part: string): number => apply(findRaw, text, [part]) as number;
export const rest = (text: string): string => apply(sliceRaw, text, [1]) as string;
export const join = (list: unknown[]): string => apply(joinRaw, list, [" "]) as string;
export const whenSettled = (promise: unknown, ok: Fn, fail: Fn): void =>
  void apply(thenRaw, promise, [ok, fail]);

/** JSON of a text. Stringifying a container of ours would show it to setters that the engine meets on its way. */
export const quote = stringify as (text: string) => string;

/** Where an error of our own was made: read as its own plain property, so that no prototype answers in its place. */
export const stackOf = (error: Error): string => {
  const stack = has(error, "stack") ? error.stack : "";
  return typeof stack === "string" ? stack : "";
};

/** An array no setter on `Array.prototype` or `Object.prototype` can watch. */
export const bareList = (): unknown[] => setProto([], null) as unknown[];

const take = (name: string): HostFunction => {
  const key = "__scriptyard_" + name;
  const fn = global[key] as HostFunction;
  delete global[key];
  return fn;
};
export const hostReady = take("ready");
export const hostLog = take("log");
export const hostCall = take("call");
export const hostLimit = take("limit");
export const hostWaiting = take("waiting");
export const hostSeed = take("seed");
export const hostBegin = take("begin");
export const hostProgress = take("progress");
export const hostNext = take("next") as (answer: unknown) => string | undefined;
