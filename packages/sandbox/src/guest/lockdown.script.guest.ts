// What a script must not find: anything that makes code from text, shared memory, clocks, finalisers, host leftovers.
// A script, not a module, evaluated last: nothing refers to its functions afterwards, so they take no room.
{
  const global = globalThis as unknown as { [name: string]: unknown } & { Function: { prototype: object } };
  const remove = (holder: { [name: string]: unknown }, name: string) => {
    if (name in holder && !delete holder[name]) throw new Error(`the prelude could not remove ${name}`);
  };
  const protoOf = Object.getPrototypeOf as (value: object) => object;
  remove((global.InternalError as { prototype: { [name: string]: unknown } }).prototype, "constructor");
  for (const name of [
    "eval",
    "SharedArrayBuffer",
    "Atomics",
    "performance",
    "WeakRef",
    "FinalizationRegistry",
    "queueMicrotask",
    "InternalError",
    "DOMException",
    "navigator",
    "print",
    "std",
    "os",
    "bjson",
    "gc",
  ]) {
    remove(global, name);
  }
  // Its hook would be handed call sites, and through them the prelude's own functions.
  remove(Error as unknown as { [name: string]: unknown }, "prepareStackTrace");
  remove(Error as unknown as { [name: string]: unknown }, "captureStackTrace");
  const RefusedTypeError = TypeError;
  // `x instanceof Function` still works; making code from text does not.
  // `new Function(…)`, the usual way to call it, must come here too, so it is no arrow function. No declaration either:
  // in a sloppy script's block that makes a global of it, which every guest would see.
  // biome-ignore lint/complexity/useArrowFunction: an arrow function cannot be called with new
  const stub = function (): never {
    throw new RefusedTypeError("Code cannot be made from text in a script: write a function instead.");
  };
  Object.defineProperty(stub, "name", { value: "Function" });
  Object.defineProperty(stub, "prototype", { value: global.Function.prototype, writable: false });
  Object.defineProperty(globalThis, "Function", {
    value: stub,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  const makers = [
    () => undefined,
    async () => undefined,
    function* () {
      yield;
    },
    async function* () {
      yield;
    },
  ];
  for (const maker of makers) {
    Object.defineProperty(protoOf(maker), "constructor", {
      value: stub,
      writable: false,
      enumerable: false,
      configurable: false,
    });
  }
}
