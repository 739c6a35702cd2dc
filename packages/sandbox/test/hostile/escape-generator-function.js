// expect execution
// The constructor of a generator refuses.
export function onExecute() {
  return Object.getPrototypeOf(function* () {}).constructor("yield 1")();
}
