// expect execution
// The constructor of a host function refuses.
export function onExecute() {
  return probe.add.constructor("return 1")();
}
