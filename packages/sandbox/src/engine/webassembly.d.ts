/** What we use of WebAssembly: `lib.dom` has the types, and with them everything a server must not touch. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: { [name: string]: unknown };
  }
  class RuntimeError extends Error {}
  type Imports = { [group: string]: { [name: string]: unknown } };
}
