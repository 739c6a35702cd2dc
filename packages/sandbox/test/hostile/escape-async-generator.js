// expect execution
// The constructor of an async generator refuses.
export function onExecute() {
  return Object.getPrototypeOf(async function* () {}).constructor("yield 1")();
}
