// expect execution
// Error replaced: what is thrown is still described.
export function onExecute() {
  globalThis.Error = class {
    get message() { throw 1; }
  };
  throw new Error("x");
}
