// expect ok []
// What must be absent is absent.
export function onExecute() {
  return ["eval", "SharedArrayBuffer", "Atomics", "performance", "WeakRef", "FinalizationRegistry", "InternalError", "std", "os", "print", "process", "require", "setTimeout", "fetch", "WebAssembly"].filter((name) => name in globalThis);
}
