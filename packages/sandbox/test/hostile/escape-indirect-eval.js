// expect execution
// Indirect eval is absent.
export function onExecute() {
  return (0, globalThis.eval)("1");
}
