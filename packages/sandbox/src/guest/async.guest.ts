// Calls that are answered later. The promise stays in guest memory, which may be set aside meanwhile, or stored; the host
// answers by the call's number.
import {
  bareList,
  define,
  NativePromise,
  PlainError,
  parse,
  stackOf,
  WrongType,
} from "./primordials.guest.ts";

type Settle = (value: unknown) => void;
type Waiting = { __proto__: null; resolve: Settle; reject: Settle; stack: string };
type Given = { call: number; ok: boolean; value: unknown; error: string; kind: string };

const waiting = bareList() as (Waiting | undefined)[];

/** The stack is taken now: when the answer comes, no frame of the author's is left. */
export function promised(call: number): unknown {
  const stack = stackOf(new PlainError());
  return new NativePromise((resolve, reject) => {
    waiting[call] = { __proto__: null, resolve, reject, stack };
  });
}

export function deliver(text: string): string {
  const given = parse(text) as Given;
  const { resolve, reject, stack } = waiting[given.call]!;
  waiting[given.call] = undefined;
  if (given.ok) resolve(given.value);
  else {
    const error = given.kind === "T" ? new WrongType(given.error) : new PlainError(given.error);
    define(error, "stack", {
      __proto__: null,
      value: stack,
      writable: true,
      enumerable: false,
      configurable: true,
    } as object);
    reject(error);
  }
  return "";
}
