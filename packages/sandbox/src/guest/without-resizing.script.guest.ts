// For an engine whose typed arrays are not safe when their buffer shrinks under them: `sort` keeps reading where the memory
// was. Without these nothing that a script can reach changes the size of a buffer, or takes its memory away.
{
  const proto = ArrayBuffer.prototype as unknown as { [name: string]: unknown };
  for (const name of ["resize", "transfer", "transferToFixedLength", "resizable", "maxByteLength"]) {
    if (name in proto && !delete proto[name]) throw new Error(`the prelude could not remove ${name}`);
  }
  const Native = ArrayBuffer;
  const { construct } = Reflect;
  // The option `maxByteLength` is not looked at. Subclasses, `instanceof` and species work as before.
  const Fixed = function (this: unknown, length: unknown): object {
    if (!new.target) throw new TypeError("ArrayBuffer must be called with new");
    return construct(Native, [length], new.target) as object;
  };
  for (const name of ["isView"] as const) {
    Object.defineProperty(Fixed, name, {
      value: Native[name],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  Object.defineProperty(Fixed, Symbol.species, Object.getOwnPropertyDescriptor(Native, Symbol.species)!);
  Object.defineProperty(Fixed, "name", { value: "ArrayBuffer", configurable: true });
  Object.defineProperty(Fixed, "prototype", { value: proto, writable: false });
  Object.defineProperty(proto, "constructor", {
    value: Fixed,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  Object.defineProperty(globalThis, "ArrayBuffer", {
    value: Fixed,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
